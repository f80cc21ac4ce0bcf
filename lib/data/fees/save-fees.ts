import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import type { FeeFacts, FeeRefundFacts } from '@/lib/domain/fees/facts';
import { writeOutcome } from '../audit';
import { asAppError } from '../database-errors';

async function storeFees(tx: Db, fees: readonly FeeFacts[], askedAt: Date): Promise<void> {
  const rows = fees.map(({ id, account, charge, amount, amountRefunded, currency, createdAt }) => ({
    ...{ id, account_id: account, charge_id: charge, amount, amount_refunded: amountRefunded },
    ...{ currency, created_at: createdAt, checked_at: askedAt },
  }));
  // In one order, so that two who save the same fees never wait for each other.
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO application_fee AS known
    SELECT id, account_id, charge_id, amount, amount_refunded, currency, created_at, checked_at
    FROM jsonb_populate_recordset(NULL::application_fee, ${JSON.stringify(rows)}::jsonb)
    ORDER BY id
    ON CONFLICT (id) DO UPDATE SET
      amount_refunded =
        least(known.amount, greatest(known.amount_refunded, EXCLUDED.amount_refunded)),
      checked_at = greatest(known.checked_at, EXCLUDED.checked_at)`);
}

async function storeRefunds(tx: Db, refunds: readonly FeeRefundFacts[]): Promise<void> {
  const rows = refunds.map(({ id, fee, amount, createdAt }) => ({
    ...{ id, fee_id: fee, amount, created_at: createdAt },
  }));
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO application_fee_refund
    SELECT id, fee_id, amount, created_at
    FROM jsonb_populate_recordset(NULL::application_fee_refund, ${JSON.stringify(rows)}::jsonb)
    ORDER BY id
    ON CONFLICT (id) DO NOTHING`);
  await tx.$executeRaw`
    UPDATE application_fee f SET amount_refunded = least(f.amount, s.refunded)
    FROM (
      SELECT fee_id, sum(amount) AS refunded FROM application_fee_refund
      WHERE fee_id = ANY(${refunds.map(({ fee }) => fee)}::text[]) GROUP BY fee_id
    ) s
    WHERE f.id = s.fee_id AND f.amount_refunded < least(f.amount, s.refunded)`;
}

/** Ends those of our own refunds that these were made for, each once, with the audit's outcome. */
async function settle(tx: Db, refunds: readonly FeeRefundFacts[], more: Saved): Promise<void> {
  for (const { id, fee, amount, request } of refunds) {
    if (request === null || !UUID.test(request)) continue;
    const [ended] = await tx.feeRefundRequest.updateManyAndReturn({
      where: { id: request, feeId: fee, amount, state: { in: ['asked', 'unknown'] } },
      data: {
        ...{ state: 'done', refundId: id, endedAt: more.now, nextAt: null },
        ...{ lease: null, leasedUntil: null },
      },
      select: { auditEntryId: true },
    });
    if (!ended) continue;
    const detail = {
      refund: id,
      ...(more.stripeRequestId && { stripeRequestId: more.stripeRequestId }),
    };
    await writeOutcome(tx, ended.auditEntryId, { at: more.now, result: 'succeeded', detail });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Saved {
  now: Date;
  /** Stripe's request that made the refund, where it is known. */
  stripeRequestId?: string | null;
}

/** Saves refunds of fees that are known already, and ends those of our own that they are. */
export async function saveRefundsIn(
  tx: Db,
  refunds: readonly FeeRefundFacts[],
  more: Saved,
): Promise<void> {
  if (refunds.length === 0) return;
  // Before anything of theirs, so that an event and an answer about one fee never wait for each other.
  await tx.$queryRaw`
    SELECT 1 FROM application_fee WHERE id = ANY(${refunds.map(({ fee }) => fee)}::text[])
    ORDER BY id FOR UPDATE`;
  await storeRefunds(tx, refunds);
  await settle(tx, refunds, more);
}

/**
 * Saves what Stripe says of some fees, in the caller's transaction. Of a fee, only what was refunded
 * changes, and that only grows: so an older word than the one that is known does no harm.
 */
export async function saveFeesIn(
  tx: Db,
  fees: readonly FeeFacts[],
  { askedAt, now }: { askedAt: Date; now: Date },
): Promise<void> {
  const byId = new Map(fees.map((fee) => [fee.id, fee]));
  if (byId.size === 0) return;
  await storeFees(tx, [...byId.values()], askedAt);
  const refunds = [...byId.values()].flatMap((fee) => fee.refunds);
  await saveRefundsIn(tx, refunds, { now });
}

/** The same in a transaction of its own. For verbs only: it checks no permission. */
export async function saveFees(
  fees: readonly FeeFacts[],
  saving: { askedAt: Date; now: Date },
  refunds: readonly FeeRefundFacts[] = [],
): Promise<void> {
  try {
    await db().$transaction(async (tx) => {
      await saveFeesIn(tx, fees, saving);
      await saveRefundsIn(tx, refunds, saving);
    });
  } catch (error) {
    throw asAppError(error);
  }
}
