import { describe, expect, it, test } from 'vitest';
import type { FeeSyncView, RefundView } from '@/lib/domain/fees/views';
import { emptyWords, feeQuery, NO_FILTERS, refundWords } from './words';

test('the days of a list count whole', () => {
  expect(feeQuery(NO_FILTERS, null)).toBe('limit=10');
  const query = feeQuery({ state: 'kept', from: '2026-11-01', to: '2026-11-30' }, 'abc');
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    limit: '10',
    state: 'kept',
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-12-01T00:00:00.000Z',
    cursor: 'abc',
  });
});

describe('an empty list', () => {
  const sync: FeeSyncView = { complete: true, running: false, fees: 0, endedAt: null, error: null };
  it.each([
    ['No fees yet', sync, false],
    ['Nothing matches', { ...sync, complete: false }, true],
    ['Not read yet', { ...sync, complete: false, running: true }, false],
    ['Fees could not be read', { ...sync, error: 'Stripe rejected it.' }, false],
  ] as const)('says: %s', (title, state, filtered) => {
    expect(emptyWords(state, filtered).title).toBe(title);
  });
});

test.each([
  ['done', 'Refunded $3.00.'],
  ['asked', 'A refund of $3.00 is under way.'],
  ['unknown', 'nothing is refunded twice'],
  ['failed', 'A refund of $3.00 failed. No such fee.'],
] as const)('a refund that is %s', (state, words) => {
  const error = state === 'failed' ? { code: 'stripe_rejected', message: 'No such fee.' } : null;
  const refund = { state, amount: 300, currency: 'usd', error } as RefundView;
  expect(refundWords(refund)).toContain(words);
});
