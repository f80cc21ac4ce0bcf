import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { as, emulator, failure, withScopes } from '@/e2e/support/verbs';
import { API_VERSION } from '@/lib/domain/catalog';
import { ROLES, SCOPES } from '@/lib/domain/permissions';
import { env } from '@/lib/env';
import { stripe } from './client';
import { checkConnection } from './connection';

const PATH = '/v1/account';
const NOBODY = { id: null, name: null, email: null, country: null };

beforeEach(() => emulator.reset());
afterEach(() => {
  vi.restoreAllMocks();
});

const check = () => checkConnection(as('admin'));

/** Has the SDK fail as it does for an answer of Stripe with this error. */
function refusing(statusCode: 401 | 403, raw: { message: string; code?: string }) {
  const make = {
    401: Stripe.errors.StripeAuthenticationError,
    403: Stripe.errors.StripePermissionError,
  };
  const error = new make[statusCode]({
    type: 'invalid_request_error',
    statusCode,
    requestId: 'req_refused',
    headers: {},
    ...raw,
  } as ConstructorParameters<typeof Stripe.errors.StripeError>[0]);
  vi.spyOn(stripe().accounts, 'retrieveCurrent').mockRejectedValue(error);
}

test('a connection that works names the platform, its version and how long it took', async () => {
  const before = Date.now();
  const connection = await check();
  expect(connection).toMatchObject({
    key: { mode: 'test', kind: 'secret', shown: 'sk_test_…1234' },
    elsewhere: env().STRIPE_API_BASE,
    version: { asked: API_VERSION, answered: API_VERSION },
    account: {
      id: 'acct_1KqZ8vLh2Wd5TnRb',
      name: 'Gantry Lane Marketplace',
      email: 'platform@gantry-lane.example',
      country: 'US',
    },
    trouble: null,
    requestId: expect.stringMatching(/^req_/),
  });
  expect(Date.parse(connection.checkedAt)).toBeGreaterThanOrEqual(before);
  expect(connection.ms).toBeGreaterThanOrEqual(0);
  const requests = await emulator.requests();
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET ${PATH}`]);
});

test('no more of the key than its prefix and its last four characters comes out', async () => {
  await emulator.fault({ kind: 'status', status: 401, path: PATH });
  for (const connection of [await check(), await check()]) {
    const said = JSON.stringify(connection);
    expect(said).not.toContain(env().STRIPE_SECRET_KEY);
    expect(said).not.toContain(env().STRIPE_SECRET_KEY.slice(8, -4));
  }
});

describe('trouble is an answer', () => {
  test('for a key that Stripe does not know', async () => {
    await emulator.fault({ kind: 'status', status: 401, path: PATH });
    expect(await check()).toMatchObject({ trouble: 'key_unknown', account: NOBODY });
  });

  test('for a key that has expired', async () => {
    refusing(401, { message: 'Expired API Key provided: sk_test_****', code: 'api_key_expired' });
    expect(await check()).toMatchObject({ trouble: 'key_expired', requestId: 'req_refused' });
  });

  test('for a Stripe that answers with an error', async () => {
    await emulator.fault({ kind: 'status', status: 500, path: PATH });
    expect(await check()).toMatchObject({ trouble: 'unavailable', account: NOBODY });
  });

  test('for a connection that breaks', async () => {
    await emulator.fault({ kind: 'reset', path: PATH });
    expect((await check()).trouble).toBe('unavailable');
  });

  test('for a page of something in between', async () => {
    await emulator.fault({ kind: 'html', path: PATH });
    expect((await check()).trouble).toBe('unavailable');
  });

  test('for a Stripe that limits the rate', async () => {
    await emulator.fault({ kind: 'status', status: 429, path: PATH });
    expect((await check()).trouble).toBe('rate_limited');
  });

  test('for an address that answers, and not as Stripe does', async () => {
    await emulator.fault({ kind: 'status', status: 404, path: PATH });
    expect((await check()).trouble).toBe('refused');
  });

  test('for a Stripe that says nothing, within its time', async () => {
    await emulator.fault({ kind: 'hang', path: PATH });
    const { trouble, ms } = await check();
    expect(trouble).toBe('timeout');
    expect(ms).toBeLessThan(5_500);
  });
});

test('a restricted key that may not read the platform’s account works all the same', async () => {
  refusing(403, {
    message:
      "The provided key 'rk_test_****4242' does not have the required permissions for this endpoint on account 'acct_1KqZ8vLh2Wd5TnRb'.",
  });
  expect(await check()).toMatchObject({
    trouble: null,
    account: { ...NOBODY, id: 'acct_1KqZ8vLh2Wd5TnRb' },
  });
});

describe('who may ask', () => {
  test.each(ROLES)('the role %s', async (role) => {
    const asking = checkConnection(as(role));
    if (role === 'admin') expect((await asking).trouble).toBeNull();
    else expect((await failure(asking)).code).toBe('forbidden');
  });

  test('no machine, whatever its scopes', async () => {
    expect((await failure(checkConnection(withScopes(SCOPES)))).code).toBe('forbidden');
    expect(await emulator.requests()).toEqual([]);
  });
});
