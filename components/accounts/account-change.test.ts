import { describe, expect, it } from 'vitest';
import type { AccountDetail, ChangeView, OverrideView } from '@/lib/domain/views';
import type { WireEdit } from '../edits/post-change';
import { type AccountOnPage, accountAfter, type Chain, undoOnAccount } from './account-change';

const NOW = new Date('2031-05-05T12:00:00.000Z');
const LATER = '2031-06-01T00:00:00.000Z';
const EARLIER = '2031-05-01T00:00:00.000Z';

const override = (more: Partial<OverrideView>): OverrideView => ({
  cell: 'payments',
  setting: 'on',
  note: null,
  expiresAt: null,
  decidedAt: EARLIER,
  changeId: 'before',
  by: 'Ada Example',
  reason: 'As it was',
  ...more,
});

const chain = (key: string): Chain => [{ key, revision: 1, settings: {} }];

function stateOf(overrides: OverrideView[], explicit: string | null = null): AccountOnPage {
  const byRules = { template: 'base', by: 'default' as const };
  const assignment = explicit
    ? { template: explicit, by: 'explicit' as const, explicit, byRules }
    : { ...byRules, explicit, byRules };
  const account = {
    id: 'acct_1Example',
    revision: 4,
    template: { key: assignment.template, name: assignment.template, by: assignment.by },
    assignment,
    overrides,
  } as unknown as AccountDetail;
  const input = {
    account: account.id,
    at: NOW,
    templates: chain(assignment.template),
    assignedBy: assignment.by,
    overrides: [],
  } as unknown as AccountOnPage['input'];
  return { revision: 4, account, input };
}

const change = {
  id: 'the-change',
  status: 'applied',
  reason: 'For a test',
  actor: { kind: 'user', id: '1', name: 'Olu Example' },
  createdAt: NOW.toISOString(),
  appliedAt: NOW.toISOString(),
} as ChangeView;

const known = { chains: [chain('retail')], nameOf: (key: string) => key.toUpperCase() };

const setting = (
  set: Extract<WireEdit, { op: 'account.override' }>['set'],
  terms: { note?: string | null; expiresAt?: string | null } = {},
): WireEdit => ({
  op: 'account.override',
  account: 'acct_1Example',
  expectedRevision: 4,
  set,
  note: null,
  expiresAt: null,
  ...terms,
});

const assigning = (template: string | null): WireEdit => ({
  op: 'account.assign',
  account: 'acct_1Example',
  expectedRevision: 4,
  template,
});

describe('an account after a change', () => {
  it('has the overrides that were set, with their author, and lacks those that were cleared', () => {
    const before = stateOf([override({ cell: 'documents' }), override({ cell: 'payouts' })]);
    const edits = [
      setting({ payments: 'off', payouts: 'inherit' }, { note: 'N', expiresAt: LATER }),
    ];
    const after = accountAfter(before, edits, change, known);
    expect(after?.account).toMatchObject({ revision: 5 });
    expect(after?.account.overrides).toEqual([
      override({ cell: 'documents' }),
      {
        cell: 'payments',
        setting: 'off',
        note: 'N',
        expiresAt: LATER,
        decidedAt: NOW.toISOString(),
        changeId: 'the-change',
        by: 'Olu Example',
        reason: 'For a test',
      },
    ]);
    expect(after?.input.overrides[1]).toEqual({
      cell: 'payments',
      setting: 'off',
      note: 'N',
      expiresAt: new Date(LATER),
      decidedAt: NOW,
      changeId: 'the-change',
    });
  });

  it('keeps the author of an override that was so already', () => {
    const before = stateOf([override({})]);
    const after = accountAfter(before, [setting({ payments: 'on' })], change, known);
    expect(after?.account.overrides).toEqual([override({})]);
  });

  it('stands on the template that it was assigned, or that rules and default give', () => {
    const assigned = accountAfter(stateOf([]), [assigning('retail')], change, known);
    expect(assigned).toMatchObject({
      revision: 5,
      account: {
        template: { key: 'retail', name: 'RETAIL', by: 'explicit' },
        assignment: { template: 'retail', by: 'explicit', explicit: 'retail' },
      },
      input: { assignedBy: 'explicit', templates: [{ key: 'retail' }] },
    });
    const released = accountAfter(stateOf([], 'retail'), [assigning(null)], change, {
      ...known,
      chains: [chain('base')],
    });
    expect(released?.account.assignment).toMatchObject({
      template: 'base',
      by: 'default',
      explicit: null,
    });
  });

  it('cannot be told where the template is not at hand', () => {
    expect(accountAfter(stateOf([]), [assigning('other')], change, known)).toBeNull();
  });
});

describe('undoing a change of an account', () => {
  const undo = (overrides: OverrideView[], ...edits: WireEdit[]) =>
    undoOnAccount(stateOf(overrides, 'retail').account, edits, NOW);

  it('brings overrides back with their note and expiry, each with its own', () => {
    const overrides = [
      override({ cell: 'payments', setting: 'off', note: 'Risk', expiresAt: LATER }),
      override({ cell: 'documents' }),
    ];
    const done = setting({ payments: 'on', documents: 'inherit', payouts: 'on' });
    expect(undo(overrides, done)).toEqual([
      {
        ...setting({ payments: 'off' }, { note: 'Risk', expiresAt: LATER }),
        expectedRevision: 5,
      },
      { ...setting({ documents: 'on', payouts: 'inherit' }), expectedRevision: 5 },
    ]);
  });

  it('leaves an override away whose time is over by now', () => {
    const over = override({ expiresAt: NOW.toISOString() });
    expect(undo([over], setting({ payments: 'off' }))).toEqual([
      { ...setting({ payments: 'inherit' }), expectedRevision: 5 },
    ]);
  });

  it('gives the assignment back', () => {
    expect(undo([], assigning(null))).toEqual([{ ...assigning('retail'), expectedRevision: 5 }]);
  });

  it('is the inverse: what it makes of the account afterwards is what was', () => {
    const before = stateOf([
      override({ cell: 'documents', note: 'Kept' }),
      override({ cell: 'payments', setting: 'off', expiresAt: LATER }),
    ]);
    const edits = [setting({ payments: 'on', documents: 'inherit', balances: 'on' })];
    const after = accountAfter(before, edits, change, known) as AccountOnPage;
    const back = accountAfter(after, undoOnAccount(before.account, edits, NOW), change, known);
    const said = ({ account }: AccountOnPage) =>
      account.overrides.map(({ cell, setting, note, expiresAt }) => [
        cell,
        setting,
        note,
        expiresAt,
      ]);
    expect(said(back as AccountOnPage)).toEqual(said(before));
  });
});
