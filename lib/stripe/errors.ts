import 'server-only';
import Stripe from 'stripe';
import { AppError } from '@/lib/domain/errors';

const { errors } = Stripe;

/** What Stripe said of itself, to hand on: its status, code, type, parameter and request id. */
function members(error: InstanceType<typeof errors.StripeError>) {
  return {
    stripe: {
      status: error.statusCode ?? null,
      code: error.code ?? null,
      type: error.rawType ?? null,
      param: error.param ?? null,
      requestId: error.requestId ?? null,
    },
  };
}

function isTimeout(error: InstanceType<typeof errors.StripeConnectionError>): boolean {
  const { detail } = error as { detail?: unknown };
  return (
    typeof detail === 'object' &&
    detail !== null &&
    (detail as { code?: unknown }).code === 'ETIMEDOUT'
  );
}

/** Seconds that Stripe asks to wait, from its Retry-After header; undefined where it asks for none. */
export function retryAfterOf(error: unknown): number | undefined {
  if (!(error instanceof errors.StripeError)) return undefined;
  const seconds = Number(error.headers?.['retry-after']);
  return Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, 3600) : undefined;
}

/** Whether the same call may be sent again: trouble on the way or at Stripe, not a refusal. */
export function isPassing(error: unknown): boolean {
  if (error instanceof errors.StripeConnectionError) return true;
  if (!(error instanceof errors.StripeError)) return false;
  if (error.headers?.['stripe-should-retry'] === 'false') return false;
  const status = error.statusCode ?? 0;
  return isUnreadable(error) || status >= 500 || status === 409 || status === 429;
}

/**
 * Whether the answer was not Stripe's JSON: a page of something in between, or half an answer. The
 * SDK then names no status, whatever it was.
 */
function isUnreadable(error: InstanceType<typeof errors.StripeError>): boolean {
  return error instanceof errors.StripeAPIError && error.statusCode === undefined;
}

/** Whether Stripe says that this account is none of ours, or no longer. */
export function isForeignAccount(error: unknown): boolean {
  return error instanceof errors.StripePermissionError && error.code === 'account_invalid';
}

/** Whether Stripe no longer knows the object that a page of a list was to begin behind. */
export function isLostCursor(error: unknown): boolean {
  return (
    error instanceof errors.StripeInvalidRequestError &&
    error.code === 'resource_missing' &&
    error.param === 'starting_after'
  );
}

/**
 * An error of the Stripe SDK as the product's own. Stripe's sentence is handed on only where it
 * refused a request: others may quote the key.
 */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof errors.StripeError)) return error;
  if (error instanceof errors.StripeConnectionError) {
    return isTimeout(error)
      ? timedOut()
      : new AppError(
          'stripe_unavailable',
          'Stripe cannot be reached right now. Try again shortly.',
          {
            retryAfter: 5,
            cause: error,
          },
        );
  }
  const retryAfter = retryAfterOf(error);
  if (error instanceof errors.StripeRateLimitError) {
    return new AppError(
      'rate_limited',
      'Stripe limits the rate of calls right now. Wait, then try again.',
      {
        retryAfter: retryAfter ?? 1,
        members: members(error),
      },
    );
  }
  if (isUnreadable(error) || (error.statusCode ?? 0) >= 500 || error.statusCode === 409) {
    return new AppError('stripe_unavailable', 'Stripe has trouble right now. Try again shortly.', {
      retryAfter: retryAfter ?? 5,
      members: members(error),
    });
  }
  const said =
    error instanceof errors.StripeInvalidRequestError ? ` It says: ${error.message}` : '';
  return new AppError('stripe_rejected', `Stripe rejected the request.${said}`, {
    members: members(error),
  });
}

/** The error for a call that Stripe did not answer within its time. */
export function timedOut(): AppError {
  return new AppError(
    'stripe_timeout',
    'Stripe did not answer in time. Whether it did what was asked is not known; asking again is safe.',
  );
}
