import { describe, expect, it } from 'vitest';
import type { AuditView } from '@/lib/domain/views';
import { tagsWord } from '@/lib/domain/words/diff';
import { changeLines } from './audit-lines';
import { actionWord } from './audit-words';

const state = (more: object = {}) => ({
  account: 'acct_1',
  revision: 1,
  template: null,
  overrides: {},
  ...more,
});

/** The audit's entry of an account's policy that went from one state to the other. */
const entry = (before: unknown, after: unknown): AuditView => ({
  id: '1',
  at: '2031-05-05T12:00:00.000Z',
  actor: { kind: 'user', id: 'u', name: 'Ada' },
  action: 'account.tag',
  subject: { kind: 'account', id: 'acct_1', name: 'One' },
  changeId: null,
  reason: 'Because',
  before,
  after,
  requestId: 'r',
  outcome: null,
});

describe('tags in the audit', () => {
  it.each([
    [['trial'], ['vip'], 'added vip, removed trial'],
    [[], ['a', 'b'], 'added a, b'],
    [['a', 'b'], [], 'removed a, b'],
  ])('%j to %j reads "%s"', (before, after, text) => {
    expect(tagsWord(before, after)).toBe(text);
    expect(changeLines(entry(state({ tags: before }), state({ tags: after })))).toEqual([
      { key: 'tags', what: 'Tags', before: null, after: text },
    ]);
  });

  it('are no difference in entries from before accounts had any', () => {
    const lines = changeLines(entry(state(), state({ template: 'retail', tags: [] })));
    expect(lines).toEqual([
      { key: 'template', what: 'Template', before: 'by rules and default', after: 'retail' },
    ]);
  });

  it('are an act with a name', () => {
    expect(actionWord('account.tag')).toBe('Changed tags');
  });
});
