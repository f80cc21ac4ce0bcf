import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { exampleAccount, testEmulator } from './test-support';

let clock = 1_800_000_000_000;
const emulator = testEmulator({ now: () => clock });
const path = '/v1/account_sessions';
const form = `account=${exampleAccount}&components[payments][enabled]=true`;
const key = (value: string) => ({ 'Idempotency-Key': value });
const minted = async () => (await emulator.control('GET', 'sessions')).body[exampleAccount] ?? 0;

describe('a key', () => {
  it('replays what was first answered', async () => {
    const first = await emulator.post(path, form, key('once'));
    const again = await emulator.post(path, form, key('once'));
    expect(again.body).toEqual(first.body);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
    expect(again.headers.get('idempotency-key')).toBe('once');
    expect(await minted()).toBe(1);
  });

  it('replays whatever the order of the parameters', async () => {
    await emulator.post(path, form, key('order'));
    const again = await emulator.post(path, form.split('&').reverse().join('&'), key('order'));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('refuses other parameters', async () => {
    const stripe = emulator.stripe();
    const components = { payments: { enabled: true } };
    await stripe.accountSessions.create(
      { account: exampleAccount, components },
      { idempotencyKey: 'same' },
    );
    const error = await stripe.accountSessions
      .create(
        { account: exampleAccount, components: { documents: { enabled: true } } },
        { idempotencyKey: 'same' },
      )
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
    expect(await minted()).toBe(1);
  });

  it('refuses another path', async () => {
    await emulator.post('/v1/accounts', 'country=FR', key('path'));
    const { status, body } = await emulator.post(path, 'country=FR', key('path'));
    expect([status, body.error.type]).toEqual([400, 'idempotency_error']);
  });

  it('is refused while its request is in progress', async () => {
    await emulator.control('POST', 'faults', { kind: 'latency', latencyMs: 200, times: 1 });
    const slow = emulator.post(path, form, key('flight'));
    await expect.poll(async () => (await emulator.control('GET', 'requests')).body.length).toBe(1);
    const meanwhile = await emulator.post(path, form, key('flight'));
    expect(meanwhile.status).toBe(409);
    expect(meanwhile.body.error.code).toBe('idempotency_key_in_use');
    expect((await slow).status).toBe(200);
    const after = await emulator.post(path, form, key('flight'));
    expect(after.body).toEqual((await slow).body);
    expect(await minted()).toBe(1);
  });

  it('replays to a client that gave up on the first attempt', async () => {
    await emulator.control('POST', 'faults', { kind: 'latency', latencyMs: 150, times: 1 });
    const gone = emulator.post(path, form, key('gone'), AbortSignal.timeout(50));
    await expect(gone).rejects.toThrow();
    await expect.poll(minted).toBe(1);
    const again = await emulator.post(path, form, key('gone'));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await minted()).toBe(1);
  });

  it('remembers a rule that was broken, but not a request that was refused at the door', async () => {
    const issuing = `account=${exampleAccount}&components[issuing_card][enabled]=true`;
    const first = await emulator.post(path, issuing, key('rule'));
    await emulator.control('PATCH', `accounts/${exampleAccount}`, {
      capabilities: { card_issuing: 'active' },
    });
    const again = await emulator.post(path, issuing, key('rule'));
    expect([again.status, again.body]).toEqual([400, first.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');

    expect((await emulator.post(path, `${form}&x=1`, key('door'))).status).toBe(400);
    expect((await emulator.post(path, form, key('door'))).status).toBe(200);
  });

  it('is forgotten after a day', async () => {
    const first = await emulator.post(path, form, key('day'));
    clock += 24 * 60 * 60 * 1000;
    const next = await emulator.post(path, form, key('day'));
    expect(next.body.client_secret).not.toBe(first.body.client_secret);
  });

  it('may not be longer than 255 characters', async () => {
    const { status, body } = await emulator.post(path, form, key('k'.repeat(256)));
    expect([status, body.error.type]).toEqual([400, 'idempotency_error']);
    expect((await emulator.post(path, form, key('k'.repeat(255)))).status).toBe(200);
  });

  it('means nothing to a GET', async () => {
    await emulator.get('/v1/accounts', key('get'));
    const again = await emulator.get('/v1/accounts?limit=3', key('get'));
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotent-replayed')).toBeNull();
  });
});

it('does not remember a fault', async () => {
  await emulator.control('POST', 'faults', { kind: 'status', status: 500, times: 1 });
  const stripe = emulator.stripe({ maxNetworkRetries: 1 });
  const session = await stripe.accountSessions.create({
    account: exampleAccount,
    components: { payments: { enabled: true } },
  });
  expect(session.object).toBe('account_session');
  const log = (await emulator.control('GET', 'requests')).body;
  expect(log.map(({ status }: { status: number }) => status)).toEqual([500, 200]);
  expect(log[0].idempotencyKey).toBe(log[1].idempotencyKey);
});
