import { expect, test } from 'vitest';
import type { AuditView } from '@/lib/domain/views';
import { refundFacts } from './refund-facts';

const entry = (more: object) =>
  ({ action: 'fee.refund', before: null, outcome: null, ...more }) as AuditView;
const after = { fee: 'fee_1', amount: 300, of: 1000, currency: 'usd', request: 'r' };

test('a refund says how much, of what, and how it ended', () => {
  const before = { amountRefunded: 200 };
  const outcome = { result: 'succeeded', detail: { refund: 'fr_1', stripeRequestId: 'req_1' } };
  expect(refundFacts(entry({ before, after, outcome }))).toEqual([
    ['Refunded', '$3.00 of $10.00'],
    ['Fee', 'fee_1'],
    ['Refunded before', '$2.00'],
    ['Stripe’s refund', 'fr_1'],
    ['Stripe request', 'req_1'],
  ]);
});

test('one that failed says with what', () => {
  const outcome = { result: 'failed', code: 'stripe_rejected', detail: null };
  expect(refundFacts(entry({ after, outcome }))?.at(-1)).toEqual(['Code', 'stripe_rejected']);
});

test('what is no refund has no such facts', () => {
  expect(refundFacts(entry({ action: 'session.mint', after }))).toBeNull();
  expect(refundFacts(entry({ after: null }))).toBeNull();
});
