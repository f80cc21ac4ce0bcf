import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { asAppError, isForeignAccount, isPassing, retryAfterOf } from './errors';

const { errors } = Stripe;
type Raw = ConstructorParameters<typeof errors.StripeError>[0];

const KEY = 'sk_test_51NotOurs';

/** An error as the SDK makes it from an answer of Stripe. */
function answered(statusCode: number | undefined, more: object = {}) {
  const raw = {
    type: 'invalid_request_error',
    message: `No such thing for ${KEY}`,
    statusCode,
    requestId: 'req_1',
    ...more,
  } as Raw;
  if (statusCode === 400 || statusCode === 404) return new errors.StripeInvalidRequestError(raw);
  if (statusCode === 401) return new errors.StripeAuthenticationError(raw);
  if (statusCode === 403) return new errors.StripePermissionError(raw);
  if (statusCode === 429) return new errors.StripeRateLimitError(raw);
  return new errors.StripeAPIError(raw);
}

const connection = (code: string) =>
  new errors.StripeConnectionError({
    type: 'api_error',
    message: 'An error occurred with our connection to Stripe.',
    detail: Object.assign(new Error(code), { code }),
  } as Raw);

describe('an error of Stripe', () => {
  test.each<[name: string, error: Error, passing: boolean, code: string, retryAfter?: number]>([
    ['400', answered(400), false, 'stripe_rejected'],
    ['401', answered(401), false, 'stripe_rejected'],
    ['403', answered(403), false, 'stripe_rejected'],
    ['404', answered(404), false, 'stripe_rejected'],
    ['409', answered(409), true, 'stripe_unavailable', 5],
    ['429', answered(429), true, 'rate_limited', 1],
    [
      '429 with a wait',
      answered(429, { headers: { 'retry-after': '60' } }),
      true,
      'rate_limited',
      60,
    ],
    ['500', answered(500), true, 'stripe_unavailable', 5],
    [
      '503 with a wait',
      answered(503, { headers: { 'retry-after': '9' } }),
      true,
      'stripe_unavailable',
      9,
    ],
    [
      '500 not to be repeated',
      answered(500, { headers: { 'stripe-should-retry': 'false' } }),
      false,
      'stripe_unavailable',
      5,
    ],
    ['an answer that is no JSON', answered(undefined), true, 'stripe_unavailable', 5],
    ['a reset', connection('ECONNRESET'), true, 'stripe_unavailable', 5],
    ['a name that is not found', connection('ENOTFOUND'), true, 'stripe_unavailable', 5],
    ['a timeout', connection('ETIMEDOUT'), true, 'stripe_timeout'],
  ])('%s', (_name, error, passing, code, retryAfter) => {
    expect(isPassing(error)).toBe(passing);
    expect(asAppError(error)).toMatchObject({ code, retryAfter });
  });

  test('is quoted where it refuses a request, and never where it may quote a key', () => {
    const message = (status: number) => (asAppError(answered(status)) as AppError).message;
    expect(message(400)).toContain('It says: No such thing');
    for (const status of [401, 403, 409, 429, 500]) expect(message(status)).not.toContain(KEY);
  });

  test('is handed on with code, type, parameter and request id, and nothing else', () => {
    const error = answered(400, { code: 'parameter_missing', param: 'account', raw: KEY });
    expect((asAppError(error) as AppError).members).toEqual({
      stripe: {
        status: 400,
        code: 'parameter_missing',
        type: 'invalid_request_error',
        param: 'account',
        requestId: 'req_1',
      },
    });
  });
});

test('what is not Stripe’s stays as it is', () => {
  const own = new AppError('conflict', 'x');
  const other = new TypeError('x');
  expect([asAppError(own), asAppError(other), asAppError(null)]).toEqual([own, other, null]);
  expect([isPassing(own), isPassing(other), isPassing(undefined)]).toEqual([false, false, false]);
});

test.each([
  ['60', 60],
  ['1', 1],
  ['99999', 3600],
  ['0', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After: %s is %s seconds', (header, expected) => {
  expect(retryAfterOf(answered(429, { headers: { 'retry-after': header } }))).toBe(expected);
});

test('only a permission error with its code says that an account is none of ours', () => {
  expect(isForeignAccount(answered(403, { code: 'account_invalid' }))).toBe(true);
  expect(isForeignAccount(answered(403))).toBe(false);
  expect(isForeignAccount(answered(400, { code: 'account_invalid' }))).toBe(false);
  expect(isForeignAccount(new AppError('forbidden', 'x'))).toBe(false);
});
