import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { exampleAccount, testEmulator } from './test-support';

const emulator = testEmulator();
const path = '/v1/account_sessions';
const form = `account=${exampleAccount}&components[payments][enabled]=true`;
const fault = (body: object) => emulator.control('POST', 'faults', body);
const log = async () => (await emulator.control('GET', 'requests')).body;
const caught = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const mint = (config: Partial<Stripe.StripeConfig> = {}) =>
  emulator.stripe(config).accountSessions.create({
    account: exampleAccount,
    components: { payments: { enabled: true } },
  });

describe('a fault', () => {
  it('answers a rate limit with its reason', async () => {
    await fault({ kind: 'status', status: 429, headers: { 'Retry-After': '3' } });
    const error = await caught(mint());
    expect(error).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    expect(error).toMatchObject({
      headers: { 'stripe-rate-limited-reason': 'global-rate', 'retry-after': '3' },
      requestId: expect.stringMatching(/^req_/),
    });
  });

  it('answers a failure of the API', async () => {
    await fault({ kind: 'status', headers: { 'Stripe-Should-Retry': 'false' } });
    const error = await caught(mint({ maxNetworkRetries: 2 }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeAPIError);
    expect(await log()).toHaveLength(1);
  });

  it('answers a page instead of JSON', async () => {
    await fault({ kind: 'html' });
    const reply = await emulator.post(path, form);
    expect(reply.status).toBe(502);
    expect(reply.headers.get('content-type')).toMatch(/^text\/html/);
    expect(reply.headers.get('request-id')).toMatch(/^req_/);
    expect(await caught(mint())).toBeInstanceOf(Stripe.errors.StripeAPIError);
  });

  it('resets the connection', async () => {
    await fault({ kind: 'reset' });
    expect(await caught(mint())).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect((await log())[0]).toMatchObject({ status: null, fault: 'reset' });
  });

  it('hangs until the client gives up', async () => {
    await fault({ kind: 'hang' });
    const error = await caught(mint({ timeout: 100 }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    await emulator.control('DELETE', 'faults');
    expect(await mint()).toMatchObject({ object: 'account_session' });
  });

  it('delays, and then executes', async () => {
    await fault({ kind: 'latency', latencyMs: 120 });
    const begun = performance.now();
    expect((await emulator.post(path, form)).status).toBe(200);
    expect((await emulator.post(path, 'x=1')).status).toBe(400);
    expect(performance.now() - begun).toBeGreaterThan(230);
  });

  it('may delay and then fail', async () => {
    await fault({ kind: 'status', status: 503, latencyMs: 80 });
    const begun = performance.now();
    expect((await emulator.post(path, form)).status).toBe(503);
    expect(performance.now() - begun).toBeGreaterThan(75);
  });

  it('does not execute the request', async () => {
    for (const kind of ['status', 'html', 'reset', 'hang']) {
      await fault({ kind, times: 1 });
      await caught(emulator.post(path, form, {}, AbortSignal.timeout(100)));
    }
    expect((await emulator.control('GET', 'sessions')).body).toEqual({});
  });

  it('may lose the answer of what it executed, and the same key gets it', async () => {
    const { body: before } = await emulator.control('GET', 'sessions');
    await fault({ kind: 'lost', times: 1 });
    const ask = () => emulator.post(path, form, { 'Idempotency-Key': 'asked again' });
    expect(await caught(ask())).toBeInstanceOf(TypeError);
    expect((await log()).at(-1)).toMatchObject({ status: 200, fault: 'lost' });
    const again = await ask();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const { body: after } = await emulator.control('GET', 'sessions');
    expect(after[exampleAccount]).toBe((before[exampleAccount] ?? 0) + 1);
  });

  it('ends after its times', async () => {
    await fault({ kind: 'status', times: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await emulator.post(path, form)).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect((await emulator.control('GET', 'faults')).body).toEqual([]);
  });

  it('meets only its path and its method', async () => {
    await fault({ kind: 'status', path: '/v1/accounts', method: 'get' });
    expect((await emulator.get('/v1/accounts')).status).toBe(500);
    expect((await emulator.get(`/v1/accounts/${exampleAccount}`)).status).toBe(500);
    expect((await emulator.post('/v1/accounts', '')).status).toBe(200);
    expect((await emulator.post(path, form)).status).toBe(200);
  });

  it('gives way to an older one', async () => {
    await fault({ kind: 'status', status: 503, times: 1 });
    await fault({ kind: 'status', status: 500 });
    expect((await emulator.post(path, form)).status).toBe(503);
    expect((await emulator.post(path, form)).status).toBe(500);
  });

  it('never meets the control path', async () => {
    await fault({ kind: 'hang' });
    expect((await emulator.control('GET', 'faults')).status).toBe(200);
  });

  it.each([
    {},
    { kind: 'flood' },
    { kind: 'latency' },
    { kind: 'status', status: 42 },
    { kind: 'status', status: '500' },
    { kind: 'status', times: 0 },
    { kind: 'status', path: 1 },
    { kind: 'status', headers: { 'bad name': 'x' } },
    { kind: 'status', headers: { name: 'a\nb' } },
    { kind: 'status', colour: 'red' },
  ])('is refused when it reads %j', async (body) => {
    expect((await fault(body)).status).toBe(400);
    expect((await emulator.control('GET', 'faults')).body).toEqual([]);
  });
});
