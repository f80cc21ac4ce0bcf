import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Effect } from './apply-edits';
import type { Edit } from './edits';
import { resolve } from './resolve';
import { revertOf } from './revert';
import type { World } from './state';
import { AT, valuesOf } from './testing/fixtures';
import { anyEdits, anyPopulation, changed, inputOf, type Population } from './testing/populations';
import { worldAfter } from './world-after';

const RUNS = { numRuns: 80 };
const TIMEOUT = 30_000;

/** So many edits of others that some meet the change's own. */
const muchLater = fc.tuple(anyEdits, anyEdits, anyEdits, anyEdits).map((all) => all.flat());

/** All that policy says in a world, without who said it when. */
function policyOf({ templates, accounts, rules }: World): unknown {
  return {
    templates: [...templates.values()].map(({ revision: _, ...state }) => state),
    accounts: [...accounts.values()].map(({ revision: _, tags, overrides, ...state }) => ({
      ...state,
      tags: [...tags].sort(),
      overrides: Object.fromEntries(
        Object.entries(overrides).map(([cell, { setting, note, expiresAt }]) => [
          cell,
          { setting, note, expiresAt },
        ]),
      ),
    })),
    rules: { rules: rules.rules, default: rules.default },
  };
}

const resolved = (world: World, { traits }: Population, at: Date = AT) =>
  [...world.accounts.values()].map((state) => {
    const own = traits.get(state.account);
    if (!own) throw new Error(`No traits of ${state.account}`);
    return valuesOf(resolve(inputOf(world, state, own, at)));
  });

function enacted(world: World, edits: readonly Edit[], now: Date = AT): [Effect[], World] {
  const effects = applyEdits(world, edits, { now, changeId: 'chg_revert' });
  return [effects, worldAfter(world, effects)];
}

/** The places that effects touch: a subject's cell, field or tag. */
const placesOf = (effects: readonly Effect[]) =>
  new Set(
    effects.flatMap(({ diff }) =>
      diff.map(({ subject, cell, field }) => `${subject.id} ${cell ?? field}`),
    ),
  );

describe('a revert', () => {
  it(
    'with nothing else touched gives back all that was, for all cells of all accounts',
    () => {
      let done = 0;
      fc.assert(
        fc.property(anyPopulation, anyEdits, (population, edits) => {
          const { world } = population;
          const { effects, after } = changed(world, edits);
          const revert = revertOf(effects, after, AT);
          expect(revert.clashes).toEqual([]);
          expect(revert.expired).toEqual([]);
          const [, back] = enacted(after, revert.edits);
          expect(policyOf(back)).toEqual(policyOf(world));
          expect(resolved(back, population)).toEqual(resolved(world, population));
          done += revert.edits.length;
        }),
        RUNS,
      );
      expect(done).toBeGreaterThan(0);
    },
    TIMEOUT,
  );

  it(
    'of a revert gives what the change had given',
    () => {
      fc.assert(
        fc.property(anyPopulation, anyEdits, ({ world }, edits) => {
          const { effects, after } = changed(world, edits);
          const [undone, back] = enacted(after, revertOf(effects, after, AT).edits);
          const again = revertOf(undone, back, AT);
          expect(again.clashes).toEqual([]);
          const [, redone] = enacted(back, again.edits);
          expect(policyOf(redone)).toEqual(policyOf(after));
        }),
        RUNS,
      );
    },
    TIMEOUT,
  );

  it(
    'touches nothing that the change did not touch, nor what others touched since',
    () => {
      let clashes = 0;
      fc.assert(
        fc.property(anyPopulation, anyEdits, muchLater, ({ world }, edits, later) => {
          const change = changed(world, edits);
          const drift = changed(change.after, later);
          const revert = revertOf(change.effects, drift.after, AT);
          const [undone, back] = enacted(drift.after, revert.edits);
          const places = placesOf(change.effects);
          for (const place of placesOf(undone)) expect(places).toContain(place);
          // Where it touched what others had touched, it was as the change had made it.
          const clashed = new Set(
            revert.clashes.map(({ subject, cell, field }) => `${subject.id} ${cell ?? field}`),
          );
          for (const place of placesOf(undone)) {
            if (!place.endsWith(' tags')) expect(clashed).not.toContain(place);
          }
          // Once more, there is nothing left but the clashes.
          const rest = revertOf(change.effects, back, AT);
          expect(rest.edits).toEqual([]);
          expect(rest.clashes).toEqual(revert.clashes);
          clashes += revert.clashes.length;
        }),
        RUNS,
      );
      expect(clashes).toBeGreaterThan(0);
    },
    TIMEOUT,
  );

  it(
    'gives later what would hold then without the change',
    () => {
      const later = new Date(AT.getTime() + 24 * 3_600_000);
      let expired = 0;
      fc.assert(
        fc.property(anyPopulation, anyEdits, (population, edits) => {
          const { world } = population;
          const { effects, after } = changed(world, edits);
          const revert = revertOf(effects, after, later);
          expect(revert.clashes).toEqual([]);
          const [, back] = enacted(after, revert.edits, later);
          expect(resolved(back, population, later)).toEqual(resolved(world, population, later));
          expired += revert.expired.length;
        }),
        RUNS,
      );
      expect(expired).toBeGreaterThan(0);
    },
    TIMEOUT,
  );
});
