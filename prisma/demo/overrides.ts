import type { Edit } from '@/lib/domain/edits';

const DAY_MS = 86_400_000;

/** A few accounts that deviate from their template, each for a reason that one might really have. */
export function demoOverrides(
  accounts: readonly string[],
  now: Date,
): { reason: string; edits: Edit[] }[] {
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
  const at = (index: number) => accounts[index % accounts.length] ?? '';
  return [
    {
      reason: 'Refund disputes are being sorted out; support refunds for them until then',
      edits: [
        {
          op: 'account.override',
          account: at(2),
          set: { 'payments.refund_management': 'off', 'payment_details.refund_management': 'off' },
          expiresAt: inDays(14),
          note: 'Ask risk before lifting',
        },
      ],
    },
    {
      reason: 'Pilot of instant payouts',
      edits: [
        {
          op: 'account.override',
          account: at(7),
          set: { 'payouts.instant_payouts': 'on', instant_payouts_promotion: 'on' },
          expiresAt: inDays(30),
          note: 'Pilot group A',
        },
        {
          op: 'account.override',
          account: at(11),
          set: { 'payouts.instant_payouts': 'on' },
          expiresAt: inDays(30),
          note: 'Pilot group A',
        },
      ],
    },
    {
      reason: 'Chargeback rate too high: no capture by the merchant',
      edits: [
        {
          op: 'account.override',
          account: at(15),
          set: { 'payments.capture_payments': 'off', disputes_list: 'on' },
          expiresAt: null,
          note: null,
        },
      ],
    },
    {
      reason: 'Seasonal stall: till rentals in the app',
      edits: [
        { op: 'account.assign', account: at(20), template: 'marketplace' },
        {
          op: 'account.override',
          account: at(20),
          set: { payments: 'on' },
          expiresAt: inDays(60),
          note: 'Until the market closes',
        },
      ],
    },
  ];
}
