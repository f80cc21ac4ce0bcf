import { expect, test } from 'vitest';
import { flipGroups } from './flip-words';

test('components stand by themselves, features after their component', () => {
  expect(
    flipGroups([
      { cell: 'payments.refund_management', value: false },
      { cell: 'payments.dispute_management', value: false },
      { cell: 'payments.capture_payments', value: true },
      { cell: 'payouts', value: true },
      { cell: 'payouts.instant_payouts', value: true },
    ]),
  ).toEqual([
    { value: false, text: 'Payments: Refunds, Disputes' },
    { value: true, text: 'Payments: Capture' },
    { value: true, text: 'Payouts' },
    { value: true, text: 'Payouts: Instant payouts' },
  ]);
});

test('nothing comes to nothing', () => {
  expect(flipGroups([])).toEqual([]);
});
