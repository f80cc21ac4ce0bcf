import 'server-only';
import type { Db } from '@/lib/db';
import { feeFacts, feeRefundFacts } from '@/lib/domain/fees/facts';
import type { Context } from '../context';
import { saveFeesIn, saveRefundsIn } from './save-fees';

/** What an event of a fee says, in the transaction that keeps it. */
type Effect = (tx: Db, context: Context, object: unknown, at: Date) => Promise<string | null>;

/** Saves the fee that an event holds and returns its account; null where it holds none. */
const saveFee: Effect = async (tx, { now }, object, askedAt) => {
  const fee = feeFacts(object);
  if (!fee) return null;
  await saveFeesIn(tx, [fee], { askedAt, now });
  return fee.account;
};

/** Saves the refund that an event holds, if its fee is known. */
const saveRefund: Effect = async (tx, { now }, object) => {
  const refund = feeRefundFacts(object);
  const fee = refund && (await tx.applicationFee.findUnique({ where: { id: refund.fee } }));
  if (!fee) return null;
  await saveRefundsIn(tx, [refund], { now });
  return fee.accountId;
};

/**
 * The platform's own events of application fees. What is in them is taken at its word, unlike that of
 * accounts: of a fee only what was refunded changes, and that only grows, so order does not matter;
 * and a fee for each charge would be a call of Stripe for each charge.
 */
export const FEE_EVENTS: Readonly<Record<string, Effect>> = {
  'application_fee.created': saveFee,
  'application_fee.refunded': saveFee,
  'application_fee.refund.updated': saveRefund,
};
