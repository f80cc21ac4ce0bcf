import { describe, expect, test } from 'vitest';
import type { ChangeDetail } from '@/lib/domain/views';
import { missingWords } from '@/lib/domain/words/change';
import { endOf, lifeOf } from './life-words';

const actor = { kind: 'user', id: 'u1', name: 'Olu Brandt' } as const;
const event = (action: string, words: string | null = null) => ({
  at: '2031-05-05T12:00:00.000Z',
  actor,
  action,
  words,
});

const required = (approvers: number, admins: number, rules: string[]) => ({
  approvers,
  admins,
  rules,
  missing: { approvers, admins },
});

describe('what approvals are missing', () => {
  test.each([
    [required(0, 0, ['A']), null],
    [
      required(1, 1, ['Money moves']),
      'Needs 1 more approval, by an admin; asked for by the rule “Money moves”.',
    ],
    [
      required(2, 1, ['A', 'B']),
      'Needs 2 more approvals, 1 of them by an admin; asked for by the rules “A” and “B”.',
    ],
    [required(2, 2, []), 'Needs 2 more approvals, by admins.'],
    // Somebody who is no admin has approved already: one more by an admin is all that is missing.
    [
      { ...required(1, 1, ['A']), missing: { approvers: 0, admins: 1 } },
      'Needs 1 more approval, by an admin; asked for by the rule “A”.',
    ],
  ])('%j', (requirement, words) => {
    expect(missingWords(requirement)).toBe(words);
  });
});

describe('the life', () => {
  test('of a change that was applied at once is one happening', () => {
    const life = lifeOf({ events: [], actor, appliedAt: '2031-05-05T12:00:00.000Z' });
    expect(life.map(({ did }) => did)).toEqual(['made and applied it at once']);
  });

  test('gives words only where they are not the reason of the change', () => {
    const events = [event('change.draft', 'Because'), event('change.reject', 'Too wide')];
    const life = lifeOf({ events, actor, appliedAt: null });
    expect(life.map(({ words }) => words)).toEqual([null, 'Too wide']);
  });

  test('tells a withdrawal from a rejection', () => {
    const end = (status: ChangeDetail['status'], ...actions: string[]) =>
      endOf({ status, events: actions.map((action) => event(action)) });
    expect(end('rejected', 'change.draft', 'change.withdraw')?.withdrawn).toBe(true);
    expect(end('rejected', 'change.submit', 'change.reject')?.withdrawn).toBe(false);
    expect(end('applied', 'change.apply')).toBeNull();
  });
});
