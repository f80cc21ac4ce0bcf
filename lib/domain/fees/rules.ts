import { AppError, invalid } from '../errors';
import { moneyWord } from '../money';

const HOUR = 3_600_000;

/** What of a fee its refunds are about. */
export interface FeeAmounts {
  amount: number;
  amountRefunded: number;
  currency: string;
}

/** What can still be refunded of a fee. */
export const leftOf = ({ amount, amountRefunded }: Omit<FeeAmounts, 'currency'>): number =>
  Math.max(0, amount - amountRefunded);

export const FEE_STATES = ['kept', 'partly_refunded', 'refunded'] as const;
/** `kept` is a fee of which nothing was refunded. */
export type FeeState = (typeof FEE_STATES)[number];

/** How much of a fee was refunded, in a word. Stripe says `refunded` only of a whole one. */
export function feeState(fee: Omit<FeeAmounts, 'currency'>): FeeState {
  if (fee.amountRefunded === 0) return 'kept';
  return leftOf(fee) === 0 ? 'refunded' : 'partly_refunded';
}

/** A refund that somebody wants. */
export interface RefundWish {
  /** In the smallest unit; left out for all that is left. */
  amount?: number | undefined;
  /** What had been refunded when it was asked for, so that two people do not refund the same. */
  expectedRefunded?: number | undefined;
}

function changedMeanwhile(fee: FeeAmounts, expectedRefunded: number): AppError {
  const { currency, amountRefunded } = fee;
  return new AppError(
    'conflict',
    `Meanwhile ${moneyWord(amountRefunded, currency)} of this fee have been refunded, not ${moneyWord(expectedRefunded, currency)}. ${moneyWord(leftOf(fee), currency)} are left. Look at it again, then decide.`,
    {
      members: {
        conflict: {
          expected: { amountRefunded: expectedRefunded },
          current: { amountRefunded, left: leftOf(fee) },
        },
      },
    },
  );
}

/**
 * How much a wished refund comes to. Throws `conflict`, with both sides, where something else was
 * refunded than the wish expects or nothing is left, and `invalid_request` for more than is left.
 */
export function refundAmount(fee: FeeAmounts, wish: RefundWish): number {
  const { amount, expectedRefunded } = wish;
  const { currency } = fee;
  const left = leftOf(fee);
  if (expectedRefunded !== undefined && expectedRefunded !== fee.amountRefunded) {
    throw changedMeanwhile(fee, expectedRefunded);
  }
  if (left === 0) {
    throw new AppError('conflict', 'This fee has been refunded whole: nothing is left of it.');
  }
  if (amount !== undefined && amount > left) {
    throw invalid({
      pointer: '/amount',
      message: `Only ${moneyWord(left, currency)} of this fee are left to refund. Ask for that or less.`,
    });
  }
  return amount ?? left;
}

/**
 * For how long a refund may be asked of Stripe again with the same idempotency key. Stripe keeps keys
 * for 24 hours at least; later the same call could refund a second time.
 */
const SAME_KEY_MS = 20 * HOUR;

/** Whether a refund that was first asked for at `askedAt` may be asked for again. */
export const mayAskAgain = (askedAt: Date, now: Date): boolean =>
  now.getTime() - askedAt.getTime() < SAME_KEY_MS;

/**
 * When Stripe says of a refund that it knows nothing of it, that counts only after this long: what
 * was asked for may still have been on its way.
 */
const SETTLED_MS = 25 * HOUR;

/** Whether a refund that Stripe's list lacks has not been made and never will be. */
export const isSettled = (askedAt: Date, now: Date): boolean =>
  now.getTime() - askedAt.getTime() >= SETTLED_MS;

/** How far back a sync of fees looks behind the one before: refunds of these are found too. */
const LOOK_BACK_MS = 30 * 24 * HOUR;

/**
 * From which moment on a sync lists fees, after one that began at `before` came to its end; null for
 * all of them, where there was none.
 */
export const listFrom = (before: Date | null): Date | null =>
  before && new Date(before.getTime() - LOOK_BACK_MS);
