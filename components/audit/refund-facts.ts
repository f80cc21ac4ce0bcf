import { moneyWord } from '@/lib/domain/money';
import type { AuditView } from '@/lib/domain/views';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a fee was refunded and how that ended, as pairs to show; null where it is no refund. */
export function refundFacts({
  action,
  before,
  after,
  outcome,
}: AuditView): [string, string][] | null {
  if (action !== 'fee.refund' || !isObject(after)) return null;
  const currency = String(after.currency);
  const money = (amount: unknown) => moneyWord(Number(amount), currency);
  const facts: [string, string][] = [
    ['Refunded', `${money(after.amount)} of ${money(after.of)}`],
    ['Fee', String(after.fee)],
  ];
  if (isObject(before) && Number(before.amountRefunded) > 0) {
    facts.push(['Refunded before', money(before.amountRefunded)]);
  }
  if (outcome?.code) facts.push(['Code', outcome.code]);
  const detail = isObject(outcome?.detail) ? outcome.detail : {};
  if (typeof detail.refund === 'string') facts.push(['Stripe’s refund', detail.refund]);
  if (typeof detail.stripeRequestId === 'string') {
    facts.push(['Stripe request', detail.stripeRequestId]);
  }
  return facts;
}
