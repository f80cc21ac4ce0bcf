import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppError } from '@/lib/domain/errors';
import { type Attempt, callStripe } from './call';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const connectionError = (code = 'ECONNRESET') =>
  new Stripe.errors.StripeConnectionError({
    type: 'api_error',
    message: 'gone',
    detail: Object.assign(new Error(code), { code }),
  } as ConstructorParameters<typeof Stripe.errors.StripeConnectionError>[0]);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets the clock run until a call ends; returns how it ended and after how many milliseconds. */
async function ending(call: Promise<unknown>) {
  const started = performance.now();
  let end: { code: string; after: number } | undefined;
  call.then(
    () => {
      end = { code: 'ok', after: performance.now() - started };
    },
    (error: AppError) => {
      end = { code: error.code, after: performance.now() - started };
    },
  );
  for (let passed = 0; !end && passed < 60_000; passed += 10) await vi.advanceTimersByTimeAsync(10);
  if (!end) throw new Error('The call did not end within a minute.');
  return end;
}

describe.each([8_500, 7_311.4, 6_499.87, 3_500, 1_200.5])('within %d ms', (budget) => {
  test('a Stripe that says nothing is given up in time, each attempt in whole milliseconds', async () => {
    const timeouts: number[] = [];
    const end = await ending(
      callStripe(budget, async ({ timeout, maxNetworkRetries }: Attempt) => {
        expect(maxNetworkRetries).toBe(0);
        timeouts.push(timeout);
        await pause(timeout);
        throw connectionError('ETIMEDOUT');
      }),
    );
    expect(end.code).toBe('stripe_timeout');
    expect(end.after).toBeLessThanOrEqual(budget + 10);
    // The SDK ignores a timeout that is not an integer, and then waits for 80 seconds.
    for (const timeout of timeouts) expect(Number.isInteger(timeout)).toBe(true);
    expect(timeouts.every((timeout) => timeout >= 1 && timeout <= 3_500)).toBe(true);
  });

  test('a call that outlasts its own timeout is given up in time', async () => {
    const end = await ending(callStripe(budget, () => pause(80_000)));
    expect(end.code).toBe('stripe_timeout');
    expect(end.after).toBeLessThanOrEqual(budget + 10);
  });

  test('an attempt whose connection the SDK repeats once still ends in time', async () => {
    const end = await ending(
      callStripe(budget, async ({ timeout }) => {
        await pause(2 * timeout);
        throw connectionError();
      }),
    );
    expect(['stripe_unavailable', 'stripe_timeout']).toContain(end.code);
    expect(end.after).toBeLessThanOrEqual(budget + 10);
  });
});

test.each([0, -0.5, -8_500])('without time left, %d ms, nothing is sent', async (budget) => {
  let attempts = 0;
  const call = callStripe(budget, async () => {
    attempts += 1;
  });
  expect((await ending(call)).code).toBe('stripe_timeout');
  expect(attempts).toBe(0);
});

test('trouble that passes is tried three times, with a wait that grows', async () => {
  const at: number[] = [];
  const started = performance.now();
  const end = await ending(
    callStripe(8_500, async () => {
      at.push(performance.now() - started);
      throw connectionError();
    }),
  );
  expect(end.code).toBe('stripe_unavailable');
  const [first = 0, second = 0, third = 0] = at;
  expect([at.length, first]).toEqual([3, 0]);
  expect(second).toBeGreaterThanOrEqual(250);
  expect(third - second).toBeGreaterThanOrEqual(500);
  expect(third).toBeLessThanOrEqual(1_510);
});

test('what is not Stripe’s trouble is not tried again', async () => {
  let attempts = 0;
  const broken = new RangeError('a defect of ours');
  const call = callStripe(8_500, async () => {
    attempts += 1;
    throw broken;
  });
  await expect(call).rejects.toBe(broken);
  expect(attempts).toBe(1);
});
