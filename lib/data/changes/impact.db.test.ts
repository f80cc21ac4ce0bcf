import fc from 'fast-check';
import { expect, test } from 'vitest';
import { as, change, factsOf, later, MINUTE, SECOND } from '@/e2e/support/verbs';
import { CELLS, type Cell } from '@/lib/domain/cells';
import { changeRequest, type Edit } from '@/lib/domain/edits';
import type { Impact } from '@/lib/domain/impact';
import { decisionOf, type ResolvedPolicy } from '@/lib/domain/policy';
import type { OverrideState } from '@/lib/domain/state';
import { AT } from '@/lib/domain/testing/fixtures';
import {
  anyEdits,
  anyPopulation,
  changed,
  type Population,
  SOME_CELLS,
} from '@/lib/domain/testing/populations';
import { saveAccount } from '../account-mirror';
import { getPolicy } from '../policy';
import { revertChange } from './revert-change';

/** Populations and edits have their moments around one of their own; here time goes on from another. */
const moved = (moment: Date | null, now: Date) =>
  moment && new Date(now.getTime() + moment.getTime() - AT.getTime()).toISOString();

const TAGS = ['vip', 'beta', 'pilot'];
const INHERIT_ALL = Object.fromEntries(SOME_CELLS.map((cell) => [cell, 'inherit']));

function overrideEdit(account: string, cell: string, state: OverrideState, now: Date): object {
  const { setting, note, expiresAt } = state;
  const op = 'account.override';
  return { op, account, set: { [cell]: setting }, note, expiresAt: moved(expiresAt, now) };
}

/** The edits that leave every template and account of the population saying nothing. */
function clearingEdits({ world }: Population, fresh: boolean): object[] {
  const templates = [...world.templates.values()];
  return [
    ...templates
      .filter(({ key }) => fresh && key !== 'base')
      .map(({ key, name }) => ({ op: 'template.create', key, name })),
    ...templates.map(({ key }) => ({
      op: 'template.update',
      key,
      extends: null,
      set: INHERIT_ALL,
    })),
    ...[...world.accounts.keys()].flatMap((account) => [
      { op: 'account.override', account, set: INHERIT_ALL },
      { op: 'account.tag', account, remove: TAGS },
    ]),
  ];
}

/** The edits that then make policy the population's. */
function stageEdits({ world }: Population, now: Date): object[] {
  return [
    ...[...world.templates.values()].map(({ key, extends: parent, settings }) => ({
      op: 'template.update',
      key,
      extends: parent,
      set: settings,
    })),
    { op: 'rules.replace', rules: world.rules.rules, default: world.rules.default },
    ...[...world.accounts.values()].flatMap(({ account, template, tags, overrides }) => [
      { op: 'account.assign', account, template },
      ...(tags.length > 0 ? [{ op: 'account.tag', account, add: [...tags] }] : []),
      ...Object.entries(overrides).map(([cell, state]) => overrideEdit(account, cell, state, now)),
    ]),
  ];
}

async function setStage(population: Population, fresh: boolean, now: Date): Promise<void> {
  for (const [id, traits] of population.traits) {
    await saveAccount(factsOf({ id, traits: { ...traits } }), now);
  }
  const context = as('operator', now);
  await change(clearingEdits(population, fresh), { context });
  await change(stageEdits(population, now), { context });
}

/** Those of the edits that a request may hold together, and that can be made one after the other. */
function possible({ world }: Population, drawn: readonly Edit[], now: Date): object[] {
  const good: Edit[] = [];
  for (const edit of changed(world, drawn).edits) {
    const together = { reason: 'Drawn', edits: wire([...good, edit], now) };
    if (changeRequest.safeParse(together).success) good.push(edit);
  }
  return wire(good, now);
}

const wire = (edits: readonly Edit[], now: Date): object[] =>
  edits.map((edit) =>
    edit.op === 'account.override' ? { ...edit, expiresAt: moved(edit.expiresAt, now) } : edit,
  );

type Values = Map<string, Map<Cell, boolean>>;

const valuesOf = (policy: ResolvedPolicy) =>
  new Map(
    CELLS.map(({ cell, component, feature }): [Cell, boolean] => [
      cell,
      decisionOf(policy, component, feature)?.value ?? false,
    ]),
  );

/** What each account may do at a moment, asked one by one. */
async function allValues({ world }: Population, at: Date): Promise<Values> {
  const values: Values = new Map();
  for (const account of world.accounts.keys()) {
    values.set(account, valuesOf(await getPolicy(as('support', at), { account })));
  }
  return values;
}

/** The part of an impact that shows in what accounts may do, from both sides, account by account. */
function flipsBetween(before: Values, after: Values): Pick<Impact, 'flipping'> & { cells: object } {
  const cells: Record<string, { on: number; off: number }> = {};
  let flipping = 0;
  for (const [account, was] of before) {
    const flips = [...was].filter(([cell, value]) => after.get(account)?.get(cell) !== value);
    if (flips.length > 0) flipping += 1;
    for (const [cell, value] of flips) {
      cells[cell] ??= { on: 0, off: 0 };
      cells[cell][value ? 'off' : 'on'] += 1;
    }
  }
  return { flipping, cells };
}

const flipsOf = ({ flipping, cells }: Impact) => ({
  flipping,
  cells: Object.fromEntries(
    cells.filter(({ on, off }) => on + off > 0).map(({ cell, on, off }) => [cell, { on, off }]),
  ),
});

test('impact is what resolving every account gives, and a revert gives all of it back', async () => {
  let cases = 0;
  let flips = 0;
  await fc.assert(
    fc.asyncProperty(anyPopulation, anyEdits, async (population, drawn) => {
      const start = later(cases * 5 * MINUTE);
      await setStage(population, cases === 0, start);
      cases += 1;
      const now = new Date(start.getTime() + SECOND);
      const soon = new Date(now.getTime() + SECOND);
      const edits = possible(population, drawn, now);
      fc.pre(edits.length > 0);
      const context = as('operator', now);

      const before = await allValues(population, now);
      const dry = await change(edits, { context, dryRun: true });
      const done = await change(edits, { context });
      const after = await allValues(population, now);
      expect(flipsOf(dry.impact)).toEqual(flipsBetween(before, after));
      expect(done.impact).toEqual(dry.impact);
      flips += dry.impact.flipping;

      if (done.id === null) return;
      const undo = { id: done.id, dryRun: false, draft: false };
      const back = await revertChange(as('operator', soon), undo);
      expect(back.clashes).toEqual([]);
      expect(flipsOf(back.impact)).toEqual(flipsBetween(after, before));
      expect(await allValues(population, soon)).toEqual(before);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(flips).toBeGreaterThan(0);
}, 120_000);
