import { expect, test } from 'vitest';
import type { SyncView } from '@/lib/domain/mirror';
import { agoWords } from '../ui/ago';
import { outcomeWords, progressWords, rateOf, waitWords } from './words';

const run = (more: Partial<SyncView> = {}): SyncView => ({
  ...{ id: 'r', kind: 'full', status: 'running', phase: 'listing' },
  ...{ pages: 12, accounts: 1_200, added: 3, changed: 2, checked: 0, disconnected: 1 },
  startedAt: '2026-11-22T10:00:00.000Z',
  heartbeatAt: '2026-11-22T10:00:10.000Z',
  ...{ endedAt: null, waiting: null, error: null, by: { kind: 'system', id: 'system', name: 'S' } },
  ...more,
});

test('progress says how far and how fast, and no total', () => {
  expect(progressWords(run())).toBe('1,200 accounts on 12 pages so far, about 120 a second.');
  const begun = run({ accounts: 0, pages: 0, heartbeatAt: '2026-11-22T10:00:00.000Z' });
  expect(progressWords(begun)).toBe('0 accounts on 0 pages so far.');
  expect(progressWords(run({ accounts: 1, pages: 1, heartbeatAt: begun.heartbeatAt }))).toBe(
    '1 account on 1 page so far.',
  );
  expect(progressWords(run({ phase: 'checking', checked: 40 }))).toContain('40 so far');
});

test('a run that has ended says what it did', () => {
  expect(outcomeWords(run())).toBe('1,200 accounts: 3 new, 2 changed, 1 disconnected.');
});

test('a rate is never below one, and not told before there is one', () => {
  expect(rateOf(run({ accounts: 2 }))).toBe(1);
  expect(rateOf(run({ accounts: 0 }))).toBeNull();
});

test('every wait has a sentence', () => {
  expect(waitWords('rate_limited')).toContain('rate');
  expect(waitWords('new_code')).toBe('Stripe has trouble.');
});

test.each([
  [0, 'just now'],
  [59_000, 'just now'],
  [61_000, '1 min ago'],
  [3_599_000, '59 min ago'],
  [7_200_000, '2 h ago'],
  [86_400_000, null],
])('%d ms ago is %s', (ms, words) => expect(agoWords(ms)).toBe(words));
