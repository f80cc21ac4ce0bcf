import { describe, expect, it } from 'vitest';
import { BoundedList } from './request-log';
import { customAccount, exampleAccount, secretKey, testEmulator } from './test-support';

const emulator = testEmulator();
const path = '/v1/account_sessions';
const form = `account=${exampleAccount}&components[payments][enabled]=true`;
const { control } = emulator;

describe('the request log', () => {
  it('tells what was sent and what came of it', async () => {
    const sent = { 'Idempotency-Key': 'abc', 'Stripe-Version': '2026-10-28.endive' };
    const reply = await emulator.post(`${path}?`, form, sent);
    await emulator.get('/v1/accounts?limit=0');
    const [first, second] = (await control('GET', 'requests')).body;
    expect(first).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      method: 'POST',
      path,
      requestId: reply.headers.get('request-id'),
      status: 200,
      params: { account: exampleAccount, components: { payments: { enabled: 'true' } } },
      idempotencyKey: 'abc',
      version: '2026-10-28.endive',
      fault: null,
    });
    expect(second).toMatchObject({ method: 'GET', status: 400, params: { limit: '0' } });
    expect((await control('DELETE', 'requests')).status).toBe(204);
    expect((await control('GET', 'requests')).body).toEqual([]);
  });

  it('holds neither a session’s secret nor a key, wherever a client puts them', async () => {
    const { body } = await emulator.post(path, form);
    const secret: string = body.client_secret;
    await emulator.post(path, `${form}&note=${secret}&${secret}=1`, { 'Idempotency-Key': secret });
    await emulator.get(`/v1/accounts/${secret}?after=${secret}&key=${secretKey}`);
    const log = JSON.stringify((await control('GET', 'requests')).body);
    expect(log).not.toContain(secret);
    expect(log).not.toContain(secret.slice(12));
    expect(log).not.toContain(secretKey);
    expect(log).toContain('[redacted]');
  });

  it('is drained of what has ended, and of secrets, once', async () => {
    const { body } = await emulator.post(path, form);
    await control('POST', 'faults', { kind: 'hang' });
    const hung = emulator.post(path, form, {}, AbortSignal.timeout(50)).catch(() => undefined);
    await hung;
    const drained = (await control('POST', 'drain')).body;
    expect(drained.requests.at(-1)).toMatchObject({ status: 200 });
    expect(drained.secrets).toContain(body.client_secret);
    // What is under way may still become something.
    expect((await control('GET', 'requests')).body).toMatchObject([{ status: null }]);
    expect((await control('POST', 'drain')).body).toEqual({ requests: [], secrets: [] });
    await control('DELETE', 'faults');
  });

  it('is bounded', () => {
    const list = new BoundedList<number>(3);
    for (let i = 1; i <= 20; i += 1) {
      list.push(i);
      expect(list.toArray()).toEqual([i - 2, i - 1, i].filter((one) => one > 0));
    }
  });
});

describe('sessions and secrets', () => {
  it('are counted and listed', async () => {
    const { body } = await emulator.post(path, form);
    await emulator.post(path, form);
    expect((await control('GET', 'sessions')).body).toEqual({ [exampleAccount]: 2 });
    expect((await control('GET', 'secrets')).body).toContain(body.client_secret);
  });

  it('are told apart by a reset: counts go, secrets stay', async () => {
    const { body } = await emulator.post(path, form);
    await control('POST', 'reset');
    expect((await control('GET', 'sessions')).body).toEqual({});
    expect((await control('GET', 'secrets')).body).toContain(body.client_secret);
  });
});

describe('accounts', () => {
  it('are changed by a merge patch', async () => {
    const { body } = await control('PATCH', `accounts/${customAccount}`, {
      id: 'acct_other',
      capabilities: { treasury: 'active', transfers: null },
      controller: { losses: { payments: 'stripe' } },
      details_submitted: false,
    });
    expect(body).toMatchObject({
      id: customAccount,
      capabilities: { card_payments: 'active', treasury: 'active' },
      controller: { losses: { payments: 'stripe' }, requirement_collection: 'application' },
      details_submitted: false,
    });
    expect(body.capabilities).not.toHaveProperty('transfers');
    expect((await emulator.get(`/v1/accounts/${customAccount}`)).body).toEqual(body);
    await control('POST', 'reset');
    const restored = (await emulator.get(`/v1/accounts/${customAccount}`)).body;
    expect(restored).toMatchObject({
      details_submitted: true,
      capabilities: { transfers: 'active' },
    });
  });

  it('cannot have their prototype changed', async () => {
    const patch = '{"__proto__":{"polluted":true},"metadata":{"__proto__":{"polluted":true}}}';
    const reply = await emulator.send('PATCH', `/_emulator/accounts/${customAccount}`, patch);
    expect(reply.status).toBe(200);
    expect(JSON.stringify(reply.body)).not.toContain('polluted');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('can be revoked', async () => {
    expect((await control('DELETE', `accounts/${exampleAccount}`)).status).toBe(204);
    expect((await emulator.post(path, form)).body.error.code).toBe('account_invalid');
    expect((await control('DELETE', `accounts/${exampleAccount}`)).status).toBe(404);
    expect((await control('PATCH', `accounts/${exampleAccount}`, {})).status).toBe(404);
  });
});

it('forgets keys, faults and created accounts at a reset', async () => {
  const key = { 'Idempotency-Key': 'again' };
  const created = await emulator.post('/v1/accounts', 'country=FR', key);
  await control('POST', 'faults', { kind: 'html' });
  expect((await control('POST', 'reset')).status).toBe(204);
  expect((await emulator.get(`/v1/accounts/${created.body.id}`)).status).toBe(403);
  const anew = await emulator.post('/v1/accounts', 'country=FR', key);
  expect(anew.status).toBe(200);
  expect(anew.body.id).not.toBe(created.body.id);
});

it.each([
  ['GET', 'nothing', 404],
  ['POST', 'requests', 404],
  ['GET', 'requests/acct_x', 404],
  ['PATCH', 'accounts', 404],
  ['GET', '__proto__', 404],
  ['POST', 'faults', 400],
])('answers %s %s with %i', async (method, name, status) => {
  expect((await emulator.send(method, `/_emulator/${name}`)).status).toBe(status);
});
