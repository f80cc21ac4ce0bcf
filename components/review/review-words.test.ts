import { describe, expect, test } from 'vitest';
import type { ChangeView } from '@/lib/domain/views';
import type { Conflict, WireEdit } from '../edits/post-change';
import { conflictSides, madeAnew, mainAct, newerRevision, reviewedWords } from './review-words';

const lacking = (approvers: number, admins = 0) =>
  ({ requirement: { missing: { approvers, admins } } }) as ChangeView;

test.each([
  ['apply', null, null],
  ['apply', lacking(0), null],
  ['schedule', lacking(0), '2031-01-01T00:00:00.000Z'],
  ['submit', lacking(1), null],
  ['submit', lacking(0, 1), '2031-01-01T00:00:00.000Z'],
] as const)('the main act is to %s', (act, change, applyAt) => {
  expect(mainAct(change, applyAt)).toBe(act);
});

test('what became of it', () => {
  const words = (status: ChangeView['status'], accounts = 1) =>
    reviewedWords({ status, impact: { accounts } } as ChangeView);
  expect(words('applied', 1)).toBe('Applied. It reaches 1 account.');
  expect(words('applied', 12)).toBe('Applied. It reaches 12 accounts.');
  expect(words('draft')).toBe('Kept as a draft. Nothing has changed yet.');
  expect(words('scheduled')).toBe('Scheduled. It takes effect at its time.');
});

const set: WireEdit = {
  op: 'account.override',
  account: 'acct_a',
  expectedRevision: 3,
  set: { payments: 'on', payouts: 'off' },
  expiresAt: null,
  note: null,
};

const conflict: Conflict = {
  subject: { kind: 'account', id: 'acct_a' },
  expectedRevision: 3,
  yours: set,
  current: { revision: 5, template: 'retail', overrides: { payouts: { setting: 'on' } } },
};

describe('a conflict', () => {
  test('shows both sides of every part that the edit names', () => {
    expect(conflictSides(conflict)).toEqual([
      { cell: 'payments', yours: 'on', current: 'inherit' },
      { cell: 'payouts', yours: 'off', current: 'on' },
    ]);
    const assign = { op: 'account.assign', account: 'acct_a', template: null };
    expect(conflictSides({ ...conflict, yours: assign })).toEqual([
      { field: 'template', yours: null, current: 'retail' },
    ]);
  });

  test('of another kind has no newer revision', () => {
    expect(newerRevision(conflict)).toBe(5);
    expect(newerRevision({ ...conflict, current: undefined })).toBeNull();
    expect(newerRevision({ subject: conflict.subject, yours: set, users: ['a rule'] })).toBeNull();
  });

  test('lets the edits of that subject alone go on from what is current', () => {
    const other: WireEdit = { ...set, account: 'acct_b' };
    const tag: WireEdit = { op: 'account.tag', account: 'acct_a', add: ['vip'] };
    expect(madeAnew([set, other, tag], conflict, 5)).toEqual([
      { ...set, expectedRevision: 5 },
      other,
      tag,
    ]);
  });
});
