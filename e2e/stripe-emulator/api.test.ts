import { request as rawRequest } from 'node:http';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { maskKey } from './auth';
import { exampleAccount, secretKey, testEmulator } from './test-support';

const emulator = testEmulator();
const sessions = '/v1/account_sessions';
const form = `account=${exampleAccount}&components[payments][enabled]=true`;

describe('keys', () => {
  it('takes the key as a bearer token or as the user of basic credentials', async () => {
    const basic = Buffer.from(`${secretKey}:`).toString('base64');
    for (const Authorization of [`Bearer ${secretKey}`, `bearer  ${secretKey}`, `Basic ${basic}`]) {
      const reply = await emulator.send('GET', '/v1/accounts?limit=1', undefined, {
        Authorization,
      });
      expect(reply.status).toBe(200);
    }
  });

  it.each(['', 'Bearer', 'Bearer ', 'Digest abc', 'Basic !!!'])('refuses %j', async (value) => {
    const headers: Record<string, string> = value ? { Authorization: value } : {};
    const { status, body } = await emulator.send('GET', '/v1/accounts', undefined, headers);
    expect(status).toBe(401);
    expect(body.error.type).toBe('invalid_request_error');
  });

  it('masks a key that it refuses', async () => {
    const error = await emulator
      .stripe({}, 'sk_test_wrongKeyOfSomebody99')
      .accounts.list()
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(error).toMatchObject({
      statusCode: 401,
      message: 'Invalid API Key provided: sk_test_****************dy99',
    });
  });

  it('shows nothing of a short or unusual key', () => {
    expect(maskKey('sk_test_1234')).toBe('sk_test_****');
    expect(maskKey('hunter2')).toBe('*******');
    expect(maskKey('x'.repeat(200))).toBe(`${'*'.repeat(24)}xxxx`);
  });

  it('answers 403 for an account that the key does not know', async () => {
    const error = await emulator
      .stripe()
      .accountSessions.create({
        account: 'acct_nobody',
        components: { payments: { enabled: true } },
      })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(error).toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
      message:
        `The provided key '${maskKey(secretKey)}' does not have access to account 'acct_nobody' ` +
        '(or that account does not exist). Application access may have been revoked.',
    });
  });
});

describe('answers', () => {
  it('carry a request id, and errors a code, a page and a log', async () => {
    const good = await emulator.post(sessions, form);
    const bad = await emulator.post(sessions, 'x=1');
    for (const { headers } of [good, bad]) {
      expect(headers.get('request-id')).toMatch(/^req_\w{14}$/);
      expect(headers.get('cache-control')).toContain('no-store');
    }
    expect(good.headers.get('request-id')).not.toBe(bad.headers.get('request-id'));
    expect(bad.body.error.doc_url).toMatch(/parameter-unknown$/);
    expect(bad.body.error.request_log_url).toContain(bad.headers.get('request-id'));
  });

  it('echo the API version', async () => {
    const headers = { 'Stripe-Version': '2026-10-28.endive; embedded_connect_beta=v2' };
    const reply = await emulator.get('/v1/accounts', headers);
    expect(reply.headers.get('stripe-version')).toBe(headers['Stripe-Version']);
    const plain = await emulator.get('/v1/accounts');
    expect(plain.headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect((await emulator.get('/v1/accounts', { 'Stripe-Version': 'newest' })).status).toBe(400);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/v1/customers'],
    ['GET', sessions],
    ['DELETE', '/v1/accounts'],
    ['DELETE', `/v1/accounts/${exampleAccount}`],
    ['GET', `/v1/accounts/${exampleAccount}/persons`],
    ['PUT', sessions],
  ])('do not know %s %s', async (method, path) => {
    const headers = { Authorization: `Bearer ${secretKey}` };
    const { status, body } = await emulator.send(method, path, undefined, headers);
    expect(status).toBe(404);
    expect(body.error.message).toContain(`Unrecognized request URL (${method}: ${path})`);
  });
});

describe('bodies', () => {
  it('must be forms', async () => {
    const json = { 'Content-Type': 'application/json' };
    expect((await emulator.post(sessions, '{"account":"x"}', json)).status).toBe(400);
    const charset = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect((await emulator.post(sessions, form, charset)).status).toBe(200);
    expect((await emulator.post(sessions, `${form}&x=%FF`)).status).toBe(400);
  });

  it('may be encoded in full, and be joined by the query', async () => {
    const encoded = form.replaceAll('[', '%5B').replaceAll(']', '%5D');
    expect((await emulator.post(sessions, encoded)).status).toBe(200);
    const [account, components] = form.split('&');
    expect((await emulator.post(`${sessions}?${account}`, components ?? '')).status).toBe(200);
  });

  it('may not be large', async () => {
    const { status, body } = await emulator.post(sessions, `${form}&x=${'y'.repeat(100_000)}`);
    expect(status).toBe(413);
    expect(body.error.type).toBe('invalid_request_error');
  });
});

it('acts for the platform only', async () => {
  const { status } = await emulator.get('/v1/accounts', { 'Stripe-Account': exampleAccount });
  expect(status).toBe(400);
});

it('listens on loopback only', async () => {
  expect(emulator.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

describe('the control path', () => {
  const status = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const url = `${emulator.url()}/_emulator/secrets`;
      rawRequest(url, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  it('answers no web page and no other host name', async () => {
    expect(await status({})).toBe(200);
    expect(await status({ Host: 'localhost:1234' })).toBe(200);
    expect(await status({ Host: 'attacker.example' })).toBe(403);
    expect(await status({ Origin: 'http://localhost:3000' })).toBe(403);
  });
});
