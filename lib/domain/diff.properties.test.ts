import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELLS, type Cell } from './cells';
import { type DiffLine, diffAccount, diffRules, diffTemplate } from './diff';
import type { Setting, Settings } from './settings';
import type { AccountState, OverrideState, TemplateState } from './state';
import { RUNS } from './testing/arbitraries';
import { AT } from './testing/fixtures';
import {
  accountState,
  applied,
  overrideState,
  templateState,
  worldOfPolicy,
} from './testing/worlds';

const decided = fc.constantFrom('on', 'off');
// Few cells, so that what is there and what is set meet often.
const cell = fc.constantFrom(...CELLS.slice(0, 12).map((ref) => ref.cell));
const cells = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Partial<Record<Cell, T>>> =>
  fc
    .uniqueArray(fc.tuple(cell, value), { selector: ([name]) => name, maxLength: 12, size: 'max' })
    .map((pairs) => Object.fromEntries(pairs) as Partial<Record<Cell, T>>);

const settings: fc.Arbitrary<Settings> = cells(decided);
const set = cells<Setting>(fc.constantFrom('on', 'off', 'inherit'));

const override: fc.Arbitrary<OverrideState> = fc
  .record({
    setting: decided,
    note: fc.constantFrom(null, 'Agreed', 'Risk'),
    expiresAt: fc.constantFrom(null, new Date(AT.getTime() + 1), new Date(AT.getTime() + 2)),
  })
  .map(overrideState);

/** What the edits do to a subject, as one would work it out by hand, cell by cell. */
function touched(before: Record<string, Setting>, edit: Record<string, Setting>): string[] {
  return Object.entries(edit)
    .filter(([name, setting]) => (before[name] ?? 'inherit') !== setting)
    .map(([name]) => name)
    .sort();
}

const cellsOf = (diff: readonly DiffLine[]) => diff.flatMap((line) => line.cell ?? []);

describe('the diff of an update', () => {
  it('names exactly the cells that it touched, and leads from one side to the other', () => {
    fc.assert(
      fc.property(settings, set, (had, edit) => {
        const world = worldOfPolicy();
        const before = templateState('subject', { settings: had });
        world.templates.set('subject', before);
        const effects = applied([{ op: 'template.update', key: 'subject', set: edit }], world);
        const expected = touched(had as Record<string, Setting>, edit as Record<string, Setting>);
        expect(effects).toHaveLength(expected.length > 0 ? 1 : 0);
        const [effect] = effects;
        if (!effect) return;
        expect(cellsOf(effect.diff)).toEqual(expected);
        expect(effect.diff).toHaveLength(expected.length);

        const walk = (from: Settings, side: 'before' | 'after') => {
          const reached: Record<string, unknown> = { ...from };
          for (const line of effect.diff) {
            if (!line.cell) continue;
            if (line[side] === 'inherit') delete reached[line.cell];
            else reached[line.cell] = line[side];
          }
          return reached;
        };
        const after = (effect.after as TemplateState).settings;
        expect(walk(had, 'after')).toEqual(after);
        expect(walk(after, 'before')).toEqual(had);
      }),
      RUNS,
    );
  });
});

describe('the diff of overrides', () => {
  it('names exactly the cells in which setting, note or expiry differ', () => {
    fc.assert(
      fc.property(cells(override), cells(override), (had, has) => {
        const plain = (overrides: AccountState['overrides'], name: Cell) => {
          const { setting, note, expiresAt } = overrides[name] ?? {};
          return JSON.stringify([setting, note, expiresAt]);
        };
        const expected = CELLS.map((ref) => ref.cell)
          .filter((name) => plain(had, name) !== plain(has, name))
          .sort();
        const diff = diffAccount(
          accountState('acct_1', { overrides: had }),
          accountState('acct_1', { overrides: has }),
        );
        expect(cellsOf(diff)).toEqual(expected);
        for (const line of diff) {
          if (!line.cell) continue;
          const [before, after] = [had[line.cell], has[line.cell]];
          expect(line.before).toBe(before?.setting ?? 'inherit');
          expect(line.after).toBe(after?.setting ?? 'inherit');
          expect(line.note !== undefined).toBe((before?.note ?? null) !== (after?.note ?? null));
        }
      }),
      RUNS,
    );
  });
});

describe('the diff of a state with itself', () => {
  it('is empty, whatever the order of its keys and the number of its revision', () => {
    const turned = <T extends object>(record: T): T =>
      Object.fromEntries(Object.entries(record).reverse()) as T;
    fc.assert(
      fc.property(settings, cells(override), (given, overrides) => {
        const template = templateState('one', { settings: given, extends: 'base' });
        const later = { ...template, revision: 2, settings: turned(given) };
        expect(diffTemplate(template, later)).toEqual([]);
        const account = accountState('acct_1', { template: 'one', overrides });
        const copy = structuredClone({ ...account, revision: 5, overrides: turned(overrides) });
        expect(diffAccount(account, copy)).toEqual([]);
      }),
      RUNS,
    );
    const { rules } = worldOfPolicy();
    expect(diffRules(rules, structuredClone({ ...rules, revision: 99 }))).toEqual([]);
  });

  it('does not see who made an override, or when', () => {
    const before = accountState('acct_1', { overrides: { payments: overrideState() } });
    const renewed = overrideState({ changeId: 'chg_other', decidedAt: AT });
    expect(diffAccount(before, { ...before, overrides: { payments: renewed } })).toEqual([]);
  });
});
