import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '@/e2e/stripe-emulator/faults';
import { change, emulator, failure, importAccount, newTemplate } from '@/e2e/support/verbs';
import { mint } from './mint';
import { byMachine, expectRefused, lastMint } from './testing/mints';

const ACCOUNT = 'acct_1MfonKyJt3dqBYDV';
const WITH_MONEY = 'acct_1MkBDldejttpY2L0';
const NEW_TO_US = ['acct_1N7kPR4oWe1SoWpW', 'acct_1PCCe5q6yyrKFg9U'] as const;

/** What the contract promises the caller. */
const ANSWER_WITHIN_MS = 10_000;

beforeAll(async () => {
  await change([{ op: 'template.update', key: 'base', set: { payments: 'on' } }]);
  await importAccount(ACCOUNT);
  await importAccount(WITH_MONEY);
});
beforeEach(() => emulator.reset());

/** The idempotency keys of the requests for sessions, in the order in which they came. */
const keys = async () =>
  (await emulator.sessionRequests()).map(({ idempotencyKey }) => idempotencyKey);

/** Asserts that a mint fails so, with that many attempts under one key, and that the audit says so. */
async function expectFailure(code: string, attempts: number) {
  const error = await failure(mint(byMachine(), { account: ACCOUNT }));
  expect(error.code).toBe(code);
  expect(await lastMint(ACCOUNT)).toMatchObject({ result: 'failed', code });
  const sent = await keys();
  expect(sent).toHaveLength(attempts);
  expect(new Set(sent).size).toBe(1);
  expect(error.message).not.toMatch(/sk_test|accs_secret|html/i);
  return error;
}

describe('trouble at Stripe', () => {
  test.each<[name: string, fault: Fault, code: string, attempts: number, retryAfter: number]>([
    ['429', { kind: 'status', status: 429 }, 'rate_limited', 2, 1],
    [
      '429 that asks for a minute',
      { kind: 'status', status: 429, headers: { 'Retry-After': '60' } },
      'rate_limited',
      1,
      60,
    ],
    ['500', { kind: 'status', status: 500 }, 'stripe_unavailable', 3, 5],
    [
      '500 that says not to try again',
      { kind: 'status', headers: { 'Stripe-Should-Retry': 'false' } },
      'stripe_unavailable',
      1,
      5,
    ],
    [
      '503 that asks for a minute',
      { kind: 'status', status: 503, headers: { 'Retry-After': '60' } },
      'stripe_unavailable',
      1,
      60,
    ],
    ['502 with a page', { kind: 'html' }, 'stripe_unavailable', 3, 5],
  ])('%s', async (_name, fault, code, attempts, retryAfter) => {
    await emulator.fault(fault);
    expect((await expectFailure(code, attempts)).retryAfter).toBe(retryAfter);
  });

  test('connections that are reset: the SDK itself repeats each attempt once', async () => {
    await emulator.fault({ kind: 'reset' });
    expect((await expectFailure('stripe_unavailable', 6)).retryAfter).toBe(5);
  });

  test.each<[name: string, fault: Fault]>([
    ['a 500', { kind: 'status', times: 1 }],
    ['a reset connection', { kind: 'reset', times: 1 }],
  ])('%s that passes is not noticed: one session, under one key', async (_name, fault) => {
    await emulator.fault(fault);
    const session = await mint(byMachine(), { account: ACCOUNT });
    expect(session.client_secret).toMatch(/^accs_secret__/);
    const sent = await keys();
    expect([sent.length, new Set(sent).size]).toEqual([2, 1]);
    expect(await lastMint(ACCOUNT)).toMatchObject({ result: 'succeeded' });
  });
});

describe('a refusal of Stripe', () => {
  test('is handed on with Stripe’s own words, place and request id', async () => {
    const template = await newTemplate({ financial_account: 'on' });
    await change([{ op: 'account.assign', account: WITH_MONEY, template }]);
    await emulator.patchAccount(WITH_MONEY, { capabilities: { treasury: 'inactive' } });
    const error = await failure(mint(byMachine(), { account: WITH_MONEY }));
    const [request] = await emulator.sessionRequests();
    expect(error).toMatchObject({
      code: 'stripe_rejected',
      message: expect.stringContaining('its `treasury` capability is not active'),
      members: {
        stripe: {
          code: null,
          type: 'invalid_request_error',
          param: 'components[financial_account][enabled]',
          requestId: request?.requestId,
        },
      },
    });
    expect(await lastMint(WITH_MONEY)).toMatchObject({
      result: 'failed',
      code: 'stripe_rejected',
      detail: error.members,
    });
  });

  test.each([400, 401, 403, 404])('of status %i is tried once', async (status) => {
    await emulator.fault({ kind: 'status', status });
    const error = await expectFailure('stripe_rejected', 1);
    expect(error.members).toMatchObject({ stripe: { requestId: expect.stringMatching(/^req_/) } });
  });
});

describe('an account that is new to us', () => {
  test('is refused where Stripe cannot say who it is', async () => {
    await emulator.fault({ kind: 'status', path: '/v1/accounts/' });
    await expectRefused(NEW_TO_US[0], 'stripe_unavailable');
  });

  test('and a Stripe that is slow, and then silent, do not keep the caller waiting', async () => {
    await emulator.fault({ kind: 'latency', latencyMs: 1_200, path: '/v1/accounts/' });
    await emulator.fault({ kind: 'hang' });
    const started = performance.now();
    const error = await failure(mint(byMachine(), { account: NEW_TO_US[1] }));
    expect(performance.now() - started).toBeLessThan(ANSWER_WITHIN_MS);
    expect(error.code).toBe('stripe_timeout');
    expect(await lastMint(NEW_TO_US[1])).toMatchObject({
      result: 'failed',
      code: 'stripe_timeout',
    });
    const sent = await keys();
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent).size).toBe(1);
  });
});
