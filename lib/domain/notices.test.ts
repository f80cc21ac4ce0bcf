import { describe, expect, test } from 'vitest';
import type { Subject } from './edits';
import { eventsOf, MAX_NAMED, type NoticeFacts, noticeBody, reachOf, testBody } from './notices';
import type { ChangeStatus } from './views';

const template = (id: string): Subject => ({ kind: 'template', id });
const account = (id: string): Subject => ({ kind: 'account', id });
const only = (kind: 'rules' | 'approvals' | 'guardrails'): Subject => ({ kind, id: kind });

describe('the reach of a change', () => {
  test.each<[string, Subject[], string]>([
    ['a template', [template('retail')], 'template'],
    ['one account', [account('acct_1')], 'account'],
    ['one account by several lines', [account('acct_1'), account('acct_1')], 'account'],
    ['two accounts', [account('acct_1'), account('acct_2')], 'accounts'],
    ['the rules', [only('rules')], 'rules'],
    ['approval rules', [only('approvals')], 'governance'],
    ['guardrails', [only('guardrails')], 'governance'],
    ['a template and one account', [account('acct_1'), template('retail')], 'template'],
    ['rules and a template', [only('rules'), template('retail')], 'template'],
    ['rules and accounts', [account('acct_1'), only('rules')], 'rules'],
    ['guardrails and one account', [only('guardrails'), account('acct_1')], 'account'],
  ])('%s', (_what, subjects, reach) => {
    expect(reachOf(subjects)).toBe(reach);
  });
});

describe('what is told of a step', () => {
  const T1 = new Date('2031-01-01T00:00:00Z');
  const T2 = new Date('2031-01-02T00:00:00Z');
  type Place = [ChangeStatus, (Date | null)?];
  const at = ([status, applyAt = null]: Place) => ({ status, applyAt });

  test.each<[Parameters<typeof eventsOf>[0]['act'], Place, Place, string[]]>([
    ['submit', ['draft'], ['in_review'], ['change.in_review']],
    ['submit', ['draft'], ['approved'], ['change.approved']],
    ['approve', ['in_review'], ['in_review'], []],
    ['approve', ['in_review'], ['approved'], ['change.approved']],
    ['approve', ['in_review', T1], ['scheduled', T1], ['change.approved', 'change.scheduled']],
    ['reject', ['in_review'], ['rejected'], ['change.rejected']],
    ['withdraw', ['in_review'], ['rejected'], ['change.withdrawn']],
    ['edit', ['draft'], ['draft'], []],
    ['edit', ['approved'], ['in_review'], ['change.in_review']],
    ['schedule', ['approved'], ['scheduled', T1], ['change.scheduled']],
    ['schedule', ['scheduled', T1], ['scheduled', T2], ['change.scheduled']],
    ['schedule', ['scheduled', T1], ['scheduled', T1], []],
    ['unschedule', ['scheduled', T1], ['approved'], ['change.approved']],
    ['apply', ['approved'], ['applied'], ['change.applied']],
    ['apply_due', ['scheduled', T1], ['failed', T1], ['change.failed']],
  ])('%s, from %j to %j', (act, before, after, events) => {
    expect(eventsOf({ act, before: at(before), after: at(after) })).toEqual(events);
  });
});

const facts = (subjects: Subject[]): NoticeFacts => ({
  id: 'n1',
  type: 'change.applied',
  createdAt: new Date('2031-01-01T00:00:00Z'),
  by: { kind: 'user', id: 'u1', name: 'Ada', email: 'ada@example.com' } as NoticeFacts['by'],
  subjects,
  change: {
    id: 'c1',
    status: 'applied',
    reason: 'Refunds for a week',
    actor: { kind: 'token', id: 't1', name: 'CI', scopes: ['policy:write'] } as NoticeFacts['by'],
    applyAt: null,
    reverts: null,
    explanation: null,
    impact: {
      accounts: 3,
      flipping: 2,
      cells: [
        { cell: 'payments', on: 2, off: 0, shieldedByOverride: 1, shieldedByCeiling: 0 },
        { cell: 'payouts', on: 0, off: 0, shieldedByOverride: 3, shieldedByCeiling: 0 },
      ],
    },
  },
  site: 'https://switchyard.example',
});

describe('the body of a notice', () => {
  test('says what happened, to what, how far it reaches and where to look', () => {
    expect(noticeBody(facts([template('retail'), account('acct_1')]))).toEqual({
      id: 'n1',
      type: 'change.applied',
      version: 1,
      createdAt: '2031-01-01T00:00:00.000Z',
      reach: 'template',
      by: { kind: 'user', id: 'u1', name: 'Ada' },
      change: {
        id: 'c1',
        status: 'applied',
        reason: 'Refunds for a week',
        actor: { kind: 'token', id: 't1', name: 'CI' },
        applyAt: null,
        reverts: null,
        explanation: null,
        templates: ['retail'],
        accounts: ['acct_1'],
        moreAccounts: 0,
        impact: { accounts: 3, flipping: 2, cells: [{ cell: 'payments', on: 2, off: 0 }] },
        url: 'https://switchyard.example/changes/c1',
      },
    });
  });

  test('stays small however many accounts there are', () => {
    const many = Array.from({ length: 500 }, (_, n) => account(`acct_${n}`));
    const { reach, change } = noticeBody(facts(many));
    expect(reach).toBe('accounts');
    expect(change.accounts).toHaveLength(MAX_NAMED);
    expect(change.moreAccounts).toBe(480);
  });

  test('of a test has no change and no reach', () => {
    const { id, createdAt, by } = facts([]);
    expect(testBody({ id, createdAt, by })).toEqual({
      id: 'n1',
      type: 'notice.test',
      version: 1,
      createdAt: '2031-01-01T00:00:00.000Z',
      by: { kind: 'user', id: 'u1', name: 'Ada' },
    });
  });
});
