import { AppError } from './errors';
import { pointerTo } from './parse';

/** What Stripe's error object says beside its sentence. */
export interface StripeDetail {
  /** Left out where Stripe was not asked. */
  status?: number | null;
  type: string | null;
  code: string | null;
  param: string | null;
  /** The id of Stripe's own request; null where Stripe was not asked. */
  requestId: string | null;
}

/**
 * An `invalid_request` in the words that Stripe itself has for it, for callers that expect Stripe.
 * `param` is written as in a form: `components[payments][enabled]`.
 */
export function refusedAsByStripe(
  message: string,
  { param, code, type = 'invalid_request_error' }: { param?: string; code?: string; type?: string },
): AppError {
  const stripe: StripeDetail = {
    type,
    code: code ?? null,
    param: param ?? null,
    requestId: null,
  };
  const pointer = pointerTo(param?.split(/[[\]]+/).filter(Boolean) ?? []);
  return new AppError('invalid_request', message, {
    errors: [{ pointer, message }],
    members: { stripe },
  });
}

/** What Stripe's error object said, or would say, of an error; undefined where Stripe has no say. */
export function stripeDetailOf(error: AppError): Partial<StripeDetail> | undefined {
  const said = error.members?.stripe;
  return typeof said === 'object' && said !== null ? said : undefined;
}
