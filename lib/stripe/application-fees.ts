import 'server-only';
import Stripe from 'stripe';
import { AppError } from '@/lib/domain/errors';
import {
  type FeeFacts,
  type FeeRefundFacts,
  feeFacts,
  feeRefundFacts,
  REQUEST_KEY,
} from '@/lib/domain/fees/facts';
import { callStripe } from './call';
import { stripe } from './client';
import { isLostCursor } from './errors';

const PAGE = 100;
const PAGE_BUDGET_MS = 20_000;

function sound<T>(facts: T | null): T {
  if (facts !== null) return facts;
  throw new AppError('stripe_unavailable', 'Stripe sent a fee that cannot be read. Try again.', {
    retryAfter: 60,
  });
}

/** One page of Stripe's list of application fees, newest first. */
export interface FeeListPage {
  fees: FeeFacts[];
  hasMore: boolean;
}

/**
 * A page of 100 fees of all accounts: Stripe's list takes no account. `from` leaves out what was
 * created earlier. `lost` where Stripe does not know the fee to begin behind.
 */
export async function listFeePage({
  after,
  from,
}: {
  after: string | null;
  from: Date | null;
}): Promise<FeeListPage | 'lost'> {
  return callStripe(PAGE_BUDGET_MS, async (attempt) => {
    try {
      const page = await stripe().applicationFees.list(
        {
          limit: PAGE,
          ...(after !== null && { starting_after: after }),
          ...(from && { created: { gte: Math.floor(from.getTime() / 1000) } }),
        },
        attempt,
      );
      return { fees: page.data.map((fee) => sound(feeFacts(fee))), hasMore: page.has_more };
    } catch (error) {
      if (isLostCursor(error)) return 'lost';
      throw error;
    }
  });
}

const isMissing = (error: unknown) =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/** A fee as Stripe has it now; null where Stripe knows none of that id. */
export async function retrieveFee(id: string, budgetMs: number): Promise<FeeFacts | null> {
  return callStripe(budgetMs, async (attempt) => {
    try {
      return sound(feeFacts(await stripe().applicationFees.retrieve(id, {}, attempt)));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}

/** All refunds of a fee, the newest first, up to a thousand of them. */
export async function listFeeRefunds(id: string, budgetMs: number): Promise<FeeRefundFacts[]> {
  const end = performance.now() + budgetMs;
  const all: FeeRefundFacts[] = [];
  for (let more = true; more && all.length < 10 * PAGE; ) {
    const after = all.at(-1)?.id;
    const page = await callStripe(end - performance.now(), (attempt) =>
      stripe().applicationFees.listRefunds(
        id,
        { limit: PAGE, ...(after !== undefined && { starting_after: after }) },
        attempt,
      ),
    );
    all.push(...page.data.map((refund) => sound(feeRefundFacts(refund))));
    more = page.has_more;
  }
  return all;
}

/** A refund to ask Stripe for. */
export interface FeeRefundOrder {
  /** The id of our own refund: Stripe's idempotency key follows from it, and its metadata name it. */
  request: string;
  fee: string;
  amount: number;
}

/**
 * Refunds part of a fee to the account that it was taken from. Called again with the same order it
 * is the same refund, for as long as Stripe keeps idempotency keys (24 hours at least).
 */
export async function createFeeRefund(
  { request, fee, amount }: FeeRefundOrder,
  budgetMs: number,
): Promise<{ refund: FeeRefundFacts; stripeRequestId: string | null }> {
  return callStripe(budgetMs, async (attempt) => {
    const { lastResponse, ...refund } = await stripe().applicationFees.createRefund(
      fee,
      { amount, metadata: { [REQUEST_KEY]: request } },
      { ...attempt, idempotencyKey: `switchyard-fee-refund-${request}` },
    );
    return {
      refund: sound(feeRefundFacts(refund)),
      stripeRequestId: lastResponse?.requestId ?? null,
    };
  });
}
