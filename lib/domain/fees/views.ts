import { z } from 'zod';
import { named } from '../answers/named';
import { prose } from '../text';
import { FEE_STATES } from './rules';

/** An application fee's id as Stripe makes them. */
export const feeId = z
  .string()
  .regex(/^fee_[A-Za-z0-9]{1,60}$/, 'A fee id looks like fee_ and letters or digits.')
  .describe('The fee’s id.');

/** An amount of money in the currency's smallest unit, as Stripe counts it. */
const minor = z.int().min(0);
const iso = z.iso.datetime();

export const REFUND_STATES = ['asked', 'unknown', 'done', 'failed'] as const;
/**
 * `asked` is under way; of `unknown`, Stripe did not answer, and it is asked again until it does.
 */
export type RefundState = (typeof REFUND_STATES)[number];

/** A refund that somebody asked for here, as it stands. */
export const refundView = z.object({
  id: z.uuid(),
  fee: feeId,
  account: z.string(),
  amount: minor,
  currency: z.string(),
  reason: z.string(),
  state: z.enum(REFUND_STATES),
  /** Stripe's refund; null until it is known. */
  refund: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  by: z.object({ kind: z.enum(['user', 'token', 'system']), id: z.string(), name: z.string() }),
  askedAt: iso,
  endedAt: iso.nullable(),
});
named('FeeRefund', 'A refund that somebody asked for here, as it stands.', refundView);
export type RefundView = z.output<typeof refundView>;

/** An application fee as lists have it. Amounts are in the currency's smallest unit. */
export const feeView = z.object({
  id: feeId,
  account: z.string(),
  charge: z.string().nullable(),
  amount: minor,
  amountRefunded: minor,
  /** What can still be refunded. */
  left: minor,
  currency: z.string(),
  state: z.enum(FEE_STATES),
  createdAt: iso,
  /** When Stripe last said this. */
  checkedAt: iso,
  /** A refund that is under way, or whose end is not known yet. */
  open: refundView.nullable(),
});
named(
  'ApplicationFee',
  'An application fee. Amounts are in the currency’s smallest unit; `left` can still be refunded.',
  feeView,
);
export type FeeView = z.output<typeof feeView>;

/** One fee with all its refunds, whoever made them. */
export const feeDetail = feeView.extend({
  /** Whether Stripe said this just now; else it is what was known at `checkedAt`. */
  fresh: z.boolean(),
  refunds: z.array(
    z.object({ id: z.string(), amount: minor, createdAt: iso, request: z.uuid().nullable() }),
  ),
  requests: z.array(refundView),
});
named('ApplicationFeeDetail', 'One fee with all its refunds, whoever made them.', feeDetail);
export type FeeDetail = z.output<typeof feeDetail>;

/** How the fees come in: whether a list of all of them has been read, and what hinders it. */
export const feeSyncView = z.object({
  /** Whether all fees up to some moment are known. */
  complete: z.boolean(),
  running: z.boolean(),
  fees: z.int(),
  endedAt: iso.nullable(),
  error: z.string().nullable(),
});
export type FeeSyncView = z.output<typeof feeSyncView>;

/** A page of an account's fees. */
export const feePage = z.object({
  data: z.array(feeView),
  nextCursor: z.string().nullable(),
  sync: feeSyncView,
});
export type FeePage = z.output<typeof feePage>;

const moment = z.iso
  .datetime({ offset: true, error: 'A time looks like 2026-11-21T12:00:00Z.' })
  .optional();

/** Filters of an account's fees, as query parameters. */
export const feeFilter = z.strictObject({
  state: z.enum(FEE_STATES).optional().describe('How much of it was refunded.'),
  from: moment.describe('Created at this moment or later.'),
  to: moment.describe('Created before this moment.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(2000).optional(),
});
export type FeeFilter = Partial<z.output<typeof feeFilter>>;

/** A refund as it is asked for. */
export const refundRequest = z.strictObject({
  amount: z
    .int()
    .min(1, 'The amount must be more than nothing.')
    .optional()
    .describe('In the currency’s smallest unit; left out for all that is left.'),
  reason: prose(2000).describe('Why, for the audit.'),
  expectedRefunded: minor
    .optional()
    .describe('What had been refunded when it was decided; where that is no longer so, 409.'),
});
export type RefundRequest = z.output<typeof refundRequest>;

/** The key that makes a refund one refund, however often it is asked for. */
export const idempotencyKey = z
  .string({ error: 'Send an Idempotency-Key: a new random one for each refund that you mean.' })
  .regex(/^[\x21-\x7e]{8,255}$/, 'An Idempotency-Key has 8 to 255 printable characters.');
