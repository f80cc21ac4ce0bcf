import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import { refusedAsByStripe } from '@/lib/domain/stripe-refusals';
import { stripeProblem } from './stripe-problem';

const { errors } = Stripe;
type Raised = new (...args: never[]) => Error;

/** For each code of ours: the status, the class that Stripe's SDK raises, Stripe's code, and whether it tries again. */
const TABLE: Record<
  ErrorCode,
  [status: number, raised: Raised, code: string | null, again: boolean]
> = {
  invalid_request: [400, errors.StripeInvalidRequestError, null, false],
  unauthenticated: [401, errors.StripeAuthenticationError, null, false],
  forbidden: [403, errors.StripePermissionError, 'forbidden', false],
  component_not_allowed: [403, errors.StripePermissionError, 'component_not_allowed', false],
  no_component_enabled: [403, errors.StripePermissionError, 'no_component_enabled', false],
  guardrail_broken: [403, errors.StripePermissionError, 'guardrail_broken', false],
  account_not_found: [403, errors.StripePermissionError, 'account_invalid', false],
  account_disconnected: [403, errors.StripePermissionError, 'account_invalid', false],
  not_found: [404, errors.StripeInvalidRequestError, null, false],
  conflict: [409, errors.StripeAPIError, null, true],
  payload_too_large: [413, errors.StripeAPIError, null, false],
  rate_limited: [429, errors.StripeRateLimitError, 'rate_limit', true],
  internal: [500, errors.StripeAPIError, null, true],
  stripe_rejected: [502, errors.StripeAPIError, null, false],
  stripe_unavailable: [503, errors.StripeAPIError, null, true],
  database_unavailable: [503, errors.StripeAPIError, null, true],
  stripe_timeout: [504, errors.StripeAPIError, null, true],
};

/** What Stripe's SDK makes of an answer. */
async function raisedBy(response: Response) {
  const { error } = await response.json();
  const headers = Object.fromEntries(response.headers);
  return errors.generateV1Error({ ...error, statusCode: response.status, headers });
}

describe.each(Object.entries(TABLE))('%s', (code, [status, raised, own, again]) => {
  it(`is answered with ${status} as Stripe would`, async () => {
    const response = stripeProblem(new AppError(code as ErrorCode, 'A sentence.'), 'req-12345678');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('request-id')).toBe('req-12345678');
    expect(response.headers.get('x-request-id')).toBe('req-12345678');
    expect(response.headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect(response.headers.get('stripe-should-retry')).toBe(again ? null : 'false');
    const error = await raisedBy(response);
    expect(error).toBeInstanceOf(raised);
    expect(error).toMatchObject({
      message: 'A sentence.',
      rawType: expect.stringMatching(/_error$/),
    });
    expect(error.code ?? null).toBe(own);
  });
});

it('says parameter, code and where that is documented', async () => {
  const error = refusedAsByStripe('Missing required param: account.', {
    ...{ param: 'account', code: 'parameter_missing' },
  });
  expect(await stripeProblem(error, 'r').json()).toEqual({
    error: {
      type: 'invalid_request_error',
      code: 'parameter_missing',
      doc_url: 'https://docs.stripe.com/error-codes#parameter-missing',
      message: 'Missing required param: account.',
      param: 'account',
    },
  });
});

it('tells a key that came with other parameters from all else', async () => {
  const response = stripeProblem(refusedAsByStripe('No.', { type: 'idempotency_error' }), 'r');
  expect(await raisedBy(response)).toBeInstanceOf(errors.StripeIdempotencyError);
});

it('hands on what Stripe refused of what was asked, and keeps what is wrong between us to itself', async () => {
  const of = (status: number) => {
    const stripe = { status, type: 'invalid_request_error', code: 'x', param: 'y' };
    return stripeProblem(new AppError('stripe_rejected', 'No.', { members: { stripe } }), 'r');
  };
  expect(await raisedBy(of(400))).toMatchObject({ statusCode: 400, code: 'x', param: 'y' });
  expect(await raisedBy(of(401))).toMatchObject({ statusCode: 502, rawType: 'api_error' });
});

it('says how long to wait', () => {
  const error = new AppError('rate_limited', 'Wait.', { retryAfter: 7 });
  expect(stripeProblem(error, 'r').headers.get('retry-after')).toBe('7');
});
