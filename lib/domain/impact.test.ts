import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingTraits } from './account-class';
import { canonical } from './canonical';
import { CELLS, type Cell } from './cells';
import type { AffectedClass, ClassSide } from './fates';
import { type CellImpact, type Impact, impactOf } from './impact';
import { isInForce, resolve } from './resolve';
import type { AccountState, World } from './state';
import { AT, cellIn, saidIn, traitsOf } from './testing/fixtures';
import { anyEdits, anyPopulation, changed, inputOf, type Population } from './testing/populations';
import { templateState, worldOfPolicy } from './testing/worlds';
import type { Traits } from './traits';

interface Pair {
  traits: Traits;
  before: AccountState;
  after: AccountState;
}

const pairsOf = ({ world, traits }: Population, after: World): Pair[] =>
  [...world.accounts.values()].map((state) => {
    const [own, then] = [traits.get(state.account), after.accounts.get(state.account)];
    if (!own || !then) throw new Error(`${state.account} is not whole.`);
    return { traits: own, before: state, after: then };
  });

/** The accounts by classes, as the database counts them. */
function classesOf(pairs: readonly Pair[], before: World, after: World): AffectedClass[] {
  const side = (world: World, state: AccountState, own: Traits): ClassSide => {
    const { templates, overrides } = inputOf(world, state, own);
    const inForce = overrides.filter((one) => isInForce(one, AT));
    return {
      template: templates[0].key,
      overrides: Object.fromEntries(inForce.map((one) => [one.cell, one.setting])),
    };
  };
  const classes = new Map<string, AffectedClass>();
  for (const pair of pairs) {
    const was = side(before, pair.before, pair.traits);
    const is = side(after, pair.after, pair.traits);
    // As the database gives them: accounts that are not edited have the very same overrides.
    const same = canonical(was.overrides) === canonical(is.overrides);
    const one = {
      traits: ceilingTraits(pair.traits),
      before: was,
      after: same ? { ...is, overrides: was.overrides } : is,
    };
    const key = canonical(one);
    classes.set(key, { ...one, accounts: (classes.get(key)?.accounts ?? 0) + 1 });
  }
  return [...classes.values()];
}

/** The same worked out account by account, without classes and without the code under test. */
function oneByOne(pairs: readonly Pair[], before: World, after: World): Impact {
  const cells = new Map<Cell, CellImpact>();
  const count = (cell: Cell, what: Exclude<keyof CellImpact, 'cell'>) => {
    const none = { cell, on: 0, off: 0, shieldedByOverride: 0, shieldedByCeiling: 0 };
    const counted = cells.get(cell) ?? none;
    cells.set(cell, { ...counted, [what]: counted[what] + 1 });
  };
  let flipping = 0;
  for (const pair of pairs) {
    const inputs = [
      inputOf(before, pair.before, pair.traits),
      inputOf(after, pair.after, pair.traits),
    ];
    const [old, now] = inputs.map((input) => resolve(input));
    const [bareOld, bareNow] = inputs.map((input) => resolve({ ...input, overrides: [] }));
    if (!old || !now || !bareOld || !bareNow) throw new Error('Two sides are four policies.');
    let flips = 0;
    for (const { cell } of CELLS) {
      const [a, b] = [cellIn(old, cell), cellIn(now, cell)];
      if (a.value !== b.value) {
        flips += 1;
        count(cell, b.value ? 'on' : 'off');
      } else if (saidIn(bareOld, cell)[0]?.value !== saidIn(bareNow, cell)[0]?.value) {
        const overridden = [old, now].some((policy) =>
          saidIn(policy, cell).some(({ layer }) => layer === 'override'),
        );
        const ceiling = [a, b].some(({ layer }) => layer === 'ceiling');
        count(cell, ceiling && !overridden ? 'shieldedByCeiling' : 'shieldedByOverride');
      }
    }
    if (flips > 0) flipping += 1;
  }
  return {
    accounts: pairs.length,
    flipping,
    cells: CELLS.flatMap(({ cell }) => cells.get(cell) ?? []),
  };
}

it('is what resolving every account by itself gives', () => {
  const seen = { on: 0, off: 0, shieldedByOverride: 0, shieldedByCeiling: 0 };
  fc.assert(
    fc.property(anyPopulation, anyEdits, (population, edits) => {
      const { world } = population;
      const { after } = changed(world, edits);
      const pairs = pairsOf(population, after);
      const impact = impactOf(classesOf(pairs, world, after), {
        before: world.templates,
        after: after.templates,
      });
      expect(impact).toEqual(oneByOne(pairs, world, after));
      for (const { cell: _, ...counted } of impact.cells) {
        for (const [what, accounts] of Object.entries(counted)) {
          seen[what as keyof typeof seen] += accounts;
        }
      }
    }),
    { numRuns: 80 },
  );
  for (const [what, accounts] of Object.entries(seen)) {
    expect(accounts, what).toBeGreaterThan(0);
  }
}, 30_000);

describe('an example', () => {
  const before = worldOfPolicy().templates;
  const update = (settings: object) =>
    new Map(before).set('base', templateState('base', { settings: { ...settings } }));
  const express = ceilingTraits(traitsOf('express'));
  const classOf = (accounts: number, overrides: ClassSide['overrides'] = {}): AffectedClass => {
    const side = { template: 'base', overrides };
    return { traits: express, accounts, before: side, after: side };
  };
  const none = { on: 0, off: 0, shieldedByOverride: 0, shieldedByCeiling: 0 };

  it('counts accounts that flip and those that an override shields', () => {
    const after = update({ payouts: 'on' });
    expect(impactOf([classOf(40), classOf(2, { payments: 'on' })], { before, after })).toEqual({
      accounts: 42,
      flipping: 40,
      cells: [{ ...none, cell: 'payments', off: 40, shieldedByOverride: 2 }],
    });
  });

  it('counts accounts that the ceiling shields', () => {
    const after = update({ payments: 'on', payouts: 'on', issuing_card: 'on' });
    expect(impactOf([classOf(7)], { before, after })).toEqual({
      accounts: 7,
      flipping: 0,
      cells: [{ ...none, cell: 'issuing_card', shieldedByCeiling: 7 }],
    });
  });

  it('is nothing for nobody', () => {
    expect(impactOf([], { before, after: before })).toEqual({
      accounts: 0,
      flipping: 0,
      cells: [],
    });
  });
});
