import { z } from 'zod';

/** A refund of an application fee, as Stripe says it. Stripe never takes one back. */
export interface FeeRefundFacts {
  id: string;
  fee: string;
  amount: number;
  createdAt: Date;
  /** Our own refund that it was made for; null where somebody made it elsewhere. */
  request: string | null;
}

/** An application fee, as Stripe says it. Of what is in it, only what was refunded ever grows. */
export interface FeeFacts {
  id: string;
  /** The connected account that it was taken from. */
  account: string;
  charge: string | null;
  amount: number;
  amountRefunded: number;
  currency: string;
  createdAt: Date;
  /** The latest refunds; Stripe sends ten of them with a fee. */
  refunds: readonly FeeRefundFacts[];
}

/** Under which name a refund's metadata at Stripe say which of our own refunds it is. */
export const REQUEST_KEY = 'switchyard_refund';

const idOf = (prefix: string) =>
  z
    .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
    .refine((id) => id.startsWith(prefix) && /^\w{1,100}$/.test(id));

const minor = z.int().min(0);
const moment = z.int().transform((seconds) => new Date(seconds * 1000));

const stripeRefund = z
  .object({
    id: z.string().regex(/^\w{1,100}$/),
    fee: idOf('fee_'),
    amount: minor.min(1),
    created: moment,
    metadata: z.record(z.string(), z.string()).nullish(),
  })
  .transform(
    ({ created, metadata, ...refund }): FeeRefundFacts => ({
      ...refund,
      createdAt: created,
      request: metadata?.[REQUEST_KEY] ?? null,
    }),
  );

const stripeFee = z
  .object({
    id: idOf('fee_'),
    account: idOf('acct_'),
    charge: z
      .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
      .nullish()
      .transform((charge) => charge ?? null),
    amount: minor,
    amount_refunded: minor,
    currency: z.string().regex(/^[a-z]{3}$/),
    created: moment,
    refunds: z.object({ data: z.array(stripeRefund) }).optional(),
  })
  .refine(({ amount, amount_refunded }) => amount_refunded <= amount)
  .transform(
    ({ amount_refunded, created, refunds, ...fee }): FeeFacts => ({
      ...fee,
      amountRefunded: amount_refunded,
      createdAt: created,
      refunds: refunds?.data ?? [],
    }),
  );

/** Stripe's application fee as facts; null where it is none. */
export const feeFacts = (object: unknown): FeeFacts | null =>
  stripeFee.safeParse(object).data ?? null;

/** Stripe's refund of an application fee as facts; null where it is none. */
export const feeRefundFacts = (object: unknown): FeeRefundFacts | null =>
  stripeRefund.safeParse(object).data ?? null;
