import { describe, expect, it } from 'vitest';
import type { DiffLine } from '@/lib/domain/diff';
import { accountCount, type ChangeFacts, nameList, outcomeOf, tagCounts, tagsIn } from './outcome';

const names = {
  account: (id: string) => ({ acct_1: 'Orchard', acct_2: 'Mill' })[id] ?? id,
  template: (key: string) => ({ retail: 'Retail', base: 'Base' })[key] ?? key,
};
const change = (facts: Partial<ChangeFacts>): ChangeFacts => ({
  diff: [],
  impact: { cells: [] },
  requirement: { missing: { approvers: 0, admins: 0 } },
  ...facts,
});
const subject = (id: string) => ({ kind: 'account' as const, id });

describe('the outcome of a change', () => {
  it('says the same step of several accounts once', () => {
    const diff: DiffLine[] = [
      { subject: subject('acct_1'), field: 'template', before: null, after: 'retail' },
      { subject: subject('acct_2'), field: 'template', before: null, after: 'retail' },
      { subject: subject('acct_3'), field: 'template', before: 'base', after: 'retail' },
    ];
    expect(outcomeOf(change({ diff }), 5, names)).toEqual({
      changed: 3,
      same: 2,
      lines: [
        {
          what: 'Template',
          before: 'By rules and default',
          after: 'Retail',
          accounts: ['Orchard', 'Mill'],
        },
        { what: 'Template', before: 'Base', after: 'Retail', accounts: ['acct_3'] },
      ],
      flips: [],
      needsApproval: false,
    });
  });

  it('names cells, and tags that come and go', () => {
    const diff: DiffLine[] = [
      {
        subject: subject('acct_1'),
        cell: 'payments.refund_management',
        before: 'on',
        after: 'inherit',
      },
      { subject: subject('acct_2'), field: 'tags', before: ['old', 'vip'], after: ['new', 'vip'] },
      { subject: { kind: 'template', id: 'retail' }, field: 'name', before: 'A', after: 'B' },
    ];
    const { changed, same, lines } = outcomeOf(change({ diff }), 2, names);
    expect([changed, same]).toEqual([2, 0]);
    expect(lines).toEqual([
      { what: 'Payments, Refunds', before: 'On', after: 'Inherit', accounts: ['Orchard'] },
      { what: 'Tag new', before: null, after: 'added', accounts: ['Mill'] },
      { what: 'Tag old', before: null, after: 'removed', accounts: ['Mill'] },
    ]);
  });
});

it('says whether somebody has to approve it', () => {
  const requirement = { missing: { approvers: 0, admins: 1 } };
  expect(outcomeOf(change({ requirement }), 1, names).needsApproval).toBe(true);
});

describe('what merchants get', () => {
  it('is told by cell, where it changes for anybody', () => {
    const shields = { shieldedByOverride: 0, shieldedByCeiling: 0 };
    const cells = [
      { cell: 'payments' as const, on: 2, off: 1, ...shields },
      { cell: 'payouts' as const, on: 0, off: 0, ...shields, shieldedByCeiling: 3 },
      { cell: 'payments.refund_management' as const, on: 0, off: 1, ...shields },
    ];
    expect(outcomeOf(change({ impact: { cells } }), 3, names).flips).toEqual([
      { what: 'Payments', how: 'on for 2 accounts, off for 1 account' },
      { what: 'Payments, Refunds', how: 'off for 1 account' },
    ]);
  });
});

describe('words', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
    [['A', 'B', 'C', 'D', 'E'], 'A, B, C and 2 more'],
  ])('list %o as names', (list, text) => expect(nameList(list)).toBe(text));

  it('count accounts', () => {
    expect([accountCount(1), accountCount(1200)]).toEqual(['1 account', '1,200 accounts']);
  });
});

describe('tags', () => {
  it('are read off a text with commas', () => {
    expect(tagsIn(' vip, beta ,, vip,')).toEqual(['vip', 'beta']);
    expect(tagsIn('')).toEqual([]);
  });

  it('are counted by account', () => {
    expect(tagCounts([{ tags: ['b', 'a'] }, { tags: ['b'] }, { tags: [] }])).toEqual([
      { tag: 'a', accounts: 1 },
      { tag: 'b', accounts: 2 },
    ]);
  });
});
