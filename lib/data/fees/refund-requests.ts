import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import { canonical } from '@/lib/domain/canonical';
import { AppError, invalid, notFound } from '@/lib/domain/errors';
import type { FeeRefundFacts } from '@/lib/domain/fees/facts';
import { refundAmount } from '@/lib/domain/fees/rules';
import type { RefundRequest, RefundView } from '@/lib/domain/fees/views';
import { waitAfter } from '@/lib/domain/mirror';
import { moneyWord } from '@/lib/domain/money';
import { writeAudit, writeOutcome } from '../audit';
import { type Context, verb } from '../context';
import { hasCode } from '../database-errors';
import type { ApplicationFee, FeeRefundRequest } from '../generated/client';
import { OPEN, refundView } from './fee-rows';
import { saveRefundsIn } from './save-fees';

/** Longer than a call of Stripe may take; a process that died holds a refund no longer than this. */
const LEASE_MS = 30_000;

/** A refund as a request of the API has it. */
export interface RefundOf extends RefundRequest {
  fee: string;
  /** The caller's idempotency key. */
  key: string;
}

/** A refund that is committed and now to be asked of Stripe. */
export interface OpenedRefund {
  view: RefundView;
  lease: string;
}

const hashOf = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());
const ownerOf = ({ actor }: Context) => `${actor.kind}:${actor.id}`;
const paramsOf = ({ fee, amount, reason }: RefundOf) =>
  hashOf(canonical({ fee, amount: amount ?? null, reason }));

function otherParameters(): AppError {
  return invalid({
    pointer: '',
    message:
      'This Idempotency-Key was used for another refund. Use a new key for each refund that you mean.',
  });
}

type Row = FeeRefundRequest & { fee: ApplicationFee };

async function byKey(tx: Db, context: Context, wanted: RefundOf): Promise<Row | null> {
  const row = await tx.feeRefundRequest.findUnique({
    where: { owner_keyHash: { owner: ownerOf(context), keyHash: hashOf(wanted.key) } },
    include: { fee: true },
  });
  if (row && !Buffer.from(row.paramsHash).equals(paramsOf(wanted))) throw otherParameters();
  return row;
}

/**
 * The refund that was asked for with this key before; null where none was. Throws `invalid_request`
 * where the key came with something else.
 */
export const findRefund = verb(
  'fees:refund',
  async (context, wanted: RefundOf): Promise<RefundView | null> => {
    const row = await byKey(db(), context, wanted);
    return row && refundView(row, row.fee);
  },
);

function underWay({ amount, actorName }: FeeRefundRequest, { currency }: ApplicationFee): AppError {
  return new AppError(
    'conflict',
    `A refund of ${moneyWord(Number(amount), currency)} of this fee, asked for by ${actorName}, is under way. Wait until it is known how it ended.`,
    { retryAfter: 5 },
  );
}

async function create(tx: Db, context: Context, fee: ApplicationFee, wanted: RefundOf) {
  const { actor, now } = context;
  const amounts = { amount: Number(fee.amount), amountRefunded: Number(fee.amountRefunded) };
  const amount = refundAmount({ ...amounts, currency: fee.currency }, wanted);
  const id = randomUUID();
  const auditEntryId = await writeAudit(tx, context, {
    action: 'fee.refund',
    subject: { kind: 'account', id: fee.accountId },
    reason: wanted.reason,
    before: { amountRefunded: amounts.amountRefunded },
    after: { fee: fee.id, amount, currency: fee.currency, of: amounts.amount, request: id },
  });
  const lease = randomUUID();
  const row = await tx.feeRefundRequest.create({
    data: {
      ...{ id, feeId: fee.id, amount, reason: wanted.reason, state: 'asked', auditEntryId },
      ...{ owner: ownerOf(context), keyHash: hashOf(wanted.key), paramsHash: paramsOf(wanted) },
      ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
      ...{ askedAt: now, nextAt: now, lease, leasedUntil: new Date(now.getTime() + LEASE_MS) },
    },
  });
  return { view: refundView(row, fee), lease };
}

/**
 * Commits a refund that is about to be asked of Stripe, with its audit entry; without it Stripe is not
 * asked. A lease of null means that the same key asked before: then it is that refund. Of one fee, one
 * refund is under way at a time.
 * Throws `not_found`, `conflict` where another is under way or another sum had been refunded than
 * expected, and `invalid_request` for more than is left or a key that came with something else.
 */
export const openRefund = verb(
  'fees:refund',
  async (context, wanted: RefundOf): Promise<OpenedRefund | { view: RefundView; lease: null }> => {
    try {
      return await db().$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM application_fee WHERE id = ${wanted.fee} FOR UPDATE`;
        const fee = await tx.applicationFee.findUnique({ where: { id: wanted.fee } });
        if (!fee) throw notFound('application fee', wanted.fee);
        const before = await byKey(tx, context, wanted);
        if (before) return { view: refundView(before, fee), lease: null };
        const open = await tx.feeRefundRequest.findFirst({
          where: { feeId: fee.id, state: { in: [...OPEN] } },
        });
        if (open) throw underWay(open, fee);
        return create(tx, context, fee, wanted);
      });
    } catch (error) {
      // The key was taken for another fee at this very moment.
      if (hasCode(error, 'P2002', '23505')) throw otherParameters();
      throw error;
    }
  },
);

const viewOf = async (tx: Db, id: string): Promise<RefundView> => {
  const row = await tx.feeRefundRequest.findUniqueOrThrow({
    where: { id },
    include: { fee: true },
  });
  return refundView(row, row.fee);
};

/** What Stripe made, or what it has of a fee's refunds. */
interface Made {
  id: string;
  refunds: readonly FeeRefundFacts[];
  stripeRequestId?: string | null;
}

/** Saves what Stripe has of a fee's refunds; a refund of ours that is among them has ended well. */
export const settleRefund = verb(
  'fees:refund',
  async ({ now }, { id, refunds, stripeRequestId = null }: Made): Promise<RefundView> =>
    db().$transaction(async (tx) => {
      await saveRefundsIn(tx, refunds, { now, stripeRequestId });
      return viewOf(tx, id);
    }),
);

/** Ends a refund that Stripe refused, or that it turned out not to have made. */
export const failRefund = verb(
  'fees:refund',
  async (
    { now },
    { id, lease, error }: { id: string; lease: string; error: AppError },
  ): Promise<RefundView> =>
    db().$transaction(async (tx) => {
      const { code, message } = error;
      const [ended] = await tx.feeRefundRequest.updateManyAndReturn({
        where: { id, lease, state: { in: [...OPEN] } },
        data: {
          ...{ state: 'failed', endedAt: now, nextAt: null, lease: null, leasedUntil: null },
          ...{ errorCode: code, errorMessage: message },
        },
        select: { auditEntryId: true },
      });
      if (ended) {
        const outcome = { at: now, result: 'failed', code, detail: error.members } as const;
        await writeOutcome(tx, ended.auditEntryId, outcome);
      }
      return viewOf(tx, id);
    }),
);

interface NotKnown {
  id: string;
  lease: string;
  retryAfter?: number | undefined;
  chance: number;
}

/** Notes that it is not known how a refund ended, and when Stripe is asked again. */
export const postponeRefund = verb(
  'fees:refund',
  async ({ now }, { id, lease, retryAfter, chance }: NotKnown): Promise<RefundView> =>
    db().$transaction(async (tx) => {
      const where = { id, lease, state: { in: [...OPEN] } };
      const row = await tx.feeRefundRequest.findFirst({ where });
      const tries = (row?.tries ?? 0) + 1;
      const nextAt = new Date(now.getTime() + waitAfter(tries, chance, retryAfter));
      await tx.feeRefundRequest.updateMany({
        where,
        data: { state: 'unknown', tries, nextAt, lease: null, leasedUntil: null },
      });
      return viewOf(tx, id);
    }),
);

/** A refund whose end is to be found out. */
export interface TakenRefund {
  id: string;
  lease: string;
  fee: string;
  amount: number;
  askedAt: Date;
}

/** Takes some refunds whose end is not known; whoever else asks gets others. */
export const takeRefunds = verb(
  'fees:refund',
  async ({ now }, { limit }: { limit: number }): Promise<TakenRefund[]> => {
    const until = new Date(now.getTime() + LEASE_MS);
    const rows = await db().$queryRaw<(Omit<TakenRefund, 'amount'> & { amount: bigint })[]>`
      UPDATE fee_refund_request SET lease = ${randomUUID()}::uuid, leased_until = ${until}
      WHERE id IN (
        SELECT id FROM fee_refund_request
        WHERE state IN ('asked', 'unknown') AND next_at <= ${now}
          AND (leased_until IS NULL OR leased_until <= ${now})
        ORDER BY next_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id::text AS id, lease::text AS lease, fee_id AS fee, amount, asked_at AS "askedAt"`;
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  },
);
