import { expect, test } from 'vitest';
import { AppError } from '../errors';
import { templateState, worldOfPolicy } from '../testing/worlds';
import { changesOf, type EditInput, type PlatformPolicy, type PolicyInFiles, planEdits } from '.';

const now = new Date('2026-11-21T12:00:00.000Z');
const NO_FILES: PolicyInFiles = {
  templates: new Map(),
  rules: null,
  approvals: null,
  guardrails: null,
  accounts: null,
};

const platform = (more: Partial<PlatformPolicy> = {}): PlatformPolicy => ({
  ...worldOfPolicy(),
  accounts: null,
  ...more,
});

const inFiles = (...templates: [key: string, parent: string | null][]): PolicyInFiles => ({
  ...NO_FILES,
  templates: new Map(
    templates.map(([key, parent]) => [
      key,
      { key, name: templateState(key).name, extends: parent, settings: {} },
    ]),
  ),
});

test('no files ask for nothing', () => {
  const planned = planEdits(platform(), NO_FILES, { prune: true, now });
  expect(changesOf(planned)).toEqual([]);
  expect(planned.left).toEqual({ templates: [], accounts: [] });
});

test('an edit holds what differs and the revision that it was planned against', () => {
  const { policy, left, archived } = planEdits(
    platform(),
    inFiles(['base', null], ['fresh', 'newer'], ['newer', null], ['gone', null]),
    { prune: false, now },
  );
  expect(policy).toEqual([
    {
      op: 'template.update',
      key: 'base',
      expectedRevision: 7,
      set: { payments: 'inherit', payouts: 'inherit' },
    },
    { op: 'template.create', key: 'newer', name: 'Newer', extends: null, set: {} },
    { op: 'template.create', key: 'fresh', name: 'Fresh', extends: 'newer', set: {} },
  ]);
  expect(left.templates).toEqual(['german', 'outlet', 'retail', 'spare']);
  expect(archived).toEqual(['gone']);
});

test('what is pruned is archived from the leaves on', () => {
  const { archives } = planEdits(platform(), inFiles(['base', null]), { prune: true, now });
  expect(archives.map((one) => 'key' in one && one.key)).toEqual([
    'spare',
    'outlet',
    'retail',
    'german',
  ]);
});

test('a chain that would be too deep for a moment is taken apart first', () => {
  const chain = [...'abcdefghij'].map((key, index, all) =>
    templateState(key, { extends: all[index - 1] ?? null }),
  );
  const templates = new Map([...chain, templateState('x')].map((state) => [state.key, state]));
  const files = inFiles(
    ['a', 'x'],
    ['b', null],
    ...[...'cdefghij'].map((key, index): [string, string] => [key, 'bcdefghi'[index] ?? '']),
    ['x', null],
  );
  const { policy } = planEdits(platform({ templates }), files, { prune: false, now });
  expect(
    policy.map((one) => ('key' in one && 'extends' in one ? [one.key, one.extends] : null)),
  ).toEqual([
    ['b', null],
    ['a', 'x'],
    ['b', null],
  ]);
});

test('more edits than a change holds are parted between accounts, or refused', () => {
  const account = (id: string): EditInput[] => [
    { op: 'account.assign', account: id, template: 'retail' },
    { op: 'account.tag', account: id, add: ['vip'] },
  ];
  const planned = {
    ...planEdits(platform(), inFiles(['base', null]), { prune: false, now }),
    accounts: ['acct_1', 'acct_2', 'acct_3'].map(account),
  };
  expect(changesOf(planned, 4).map((edits) => edits.length)).toEqual([3, 4]);
  expect(() => changesOf({ ...planned, policy: Array(5).fill(planned.policy[0]) }, 4)).toThrow(
    AppError,
  );
});
