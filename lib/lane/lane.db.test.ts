import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { POST as createSession } from '@/app/api/account-sessions/route';
import { GET as getPolicy } from '@/app/api/accounts/[id]/policy/route';
import { POST as createStripeSession } from '@/app/v1/account_sessions/route';
import { addPeople, as, change, emulator, NOW, newAccount } from '@/e2e/support/verbs';
import { requireKnownKeys } from '@/lib/data/sealed/known-keys';
import { createToken, revokeToken } from '@/lib/data/tokens';
import type { Scope } from '@/lib/domain/permissions';
import { env } from '@/lib/env';
import { EXPRESS, setUpMints } from '../mint/testing/mints';
import { createLane, type Lane } from './lane';

setUpMints();

const NOT_OURS = 'not of the lane';
let lane: Lane;
let server: Server;
let url: string;
let tokens: Record<'all' | 'reading' | 'revoked' | 'expired', string>;

beforeAll(async () => {
  await addPeople();
  lane = createLane();
  server = createServer((request, response) => {
    if (!lane.handle(request, response)) response.end(NOT_OURS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const past = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const made = (name: string, scopes: Scope[], expiresAt: Date | null = null) =>
    createToken(as('admin', past(60)), { name, scopes, expiresAt });
  const revoked = await made('Revoked', ['sessions:create']);
  await revokeToken(as('admin'), { id: revoked.id });
  const expired = await made('Expired', ['sessions:create'], past(30));
  tokens = {
    all: (await made('All', ['sessions:create', 'policy:read'])).token,
    reading: (await made('Reading', ['policy:read'])).token,
    revoked: revoked.token,
    expired: expired.token,
  };
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await lane.close();
});

interface Case {
  name: string;
  method?: 'GET' | 'POST';
  path: string;
  token?: 'all' | 'reading' | 'revoked' | 'expired' | 'unknown';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const mint = (name: string, body: unknown, more: Partial<Case> = {}): Case => ({
  name: `mint: ${name}`,
  method: 'POST',
  path: '/api/account-sessions',
  headers: JSON_TYPE,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...more,
});
const dropIn = (name: string, body: string, more: Partial<Case> = {}): Case => ({
  name: `drop-in: ${name}`,
  method: 'POST',
  path: '/v1/account_sessions',
  headers: FORM_TYPE,
  body,
  ...more,
});
const policy = (name: string, id: string, more: Partial<Case> = {}): Case => ({
  name: `policy: ${name}`,
  path: `/api/accounts/${id}/policy`,
  ...more,
});

const CASES: Case[] = [
  mint('all that is enabled', { account: EXPRESS }),
  mint('narrowed', { account: EXPRESS, components: ['payments'] }),
  mint(
    'a request id of its own',
    { account: EXPRESS },
    { headers: { ...JSON_TYPE, 'x-request-id': 'my-own-request' } },
  ),
  mint('a component that is off', { account: EXPRESS, components: ['balances'] }),
  mint('a component that there is not', { account: EXPRESS, components: ['holograms'] }),
  mint('an account that there is not', { account: 'acct_1Nobody' }),
  mint('no account id', { account: 'nobody' }),
  mint('an unknown property', { account: EXPRESS, extra: 1 }),
  mint('a property that stands twice', `{"account":"${EXPRESS}","account":"acct_1Other"}`),
  mint('no JSON', '{"account":'),
  mint('broken UTF-8', '', { body: new Uint8Array([0x22, 0xff, 0x22]) }),
  mint('another content type', { account: EXPRESS }, { headers: { 'content-type': 'text/plain' } }),
  mint('too much', JSON.stringify({ account: 'x'.repeat(70_000) })),
  mint('no scope', { account: EXPRESS }, { token: 'reading' }),
  mint('a revoked token', { account: EXPRESS }, { token: 'revoked' }),
  mint('an expired token', { account: EXPRESS }, { token: 'expired' }),
  mint('an unknown token', { account: EXPRESS }, { token: 'unknown' }),
  mint(
    'other credentials',
    { account: EXPRESS },
    { headers: { ...JSON_TYPE, authorization: 'Digest x' } },
  ),
  dropIn('what is enabled', `account=${EXPRESS}&components[payments][enabled]=true`),
  dropIn(
    'more than the policy',
    `account=${EXPRESS}&components[payments][enabled]=true&components[payments][features][refund_management]=true`,
  ),
  dropIn(
    'strict',
    `account=${EXPRESS}&components[payments][enabled]=true&components[payments][features][refund_management]=true`,
    { headers: { ...FORM_TYPE, 'x-switchyard-strict': 'true' } },
  ),
  dropIn('an idempotency key', `account=${EXPRESS}&components[payments][enabled]=true`, {
    headers: { ...FORM_TYPE, 'idempotency-key': 'k' },
  }),
  dropIn('another account in the header', `account=${EXPRESS}&components[payments][enabled]=true`, {
    headers: { ...FORM_TYPE, 'stripe-account': 'acct_1Other' },
  }),
  dropIn('nothing that is permitted', `account=${EXPRESS}&components[balances][enabled]=true`),
  dropIn('to expand', `account=${EXPRESS}&components[payments][enabled]=true&expand[]=account`),
  dropIn('no form', '{}', { headers: JSON_TYPE }),
  dropIn('nothing', ''),
  dropIn('the token as user name', `account=${EXPRESS}&components[payments][enabled]=true`, {
    headers: { ...FORM_TYPE, authorization: 'BASIC' },
  }),
  dropIn('a revoked token', `account=${EXPRESS}`, { token: 'revoked' }),
  policy('of an account', EXPRESS),
  policy('of one with overrides', 'OVERRIDDEN'),
  policy('of one that there is not', 'acct_1Nobody'),
  policy('of none', 'nobody'),
  policy('no scope', EXPRESS, { token: 'revoked' }),
];

/** What a caller sees, without what differs from one call to the next. */
async function seen(response: Response) {
  const headers = Object.fromEntries(
    [...response.headers].filter(
      ([name]) =>
        !['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'].includes(name),
    ),
  );
  const hide = (text: string) =>
    text
      .replaceAll(/accs_secret__\w+/g, 'SECRET')
      .replaceAll(/"(expires_at)":\d+/g, '"$1":0')
      .replaceAll(/"at":"[^"]+"/g, '"at":"T"')
      .replaceAll(/req_\w+/g, 'REQ')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID');
  const shown = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, hide(value)]),
  );
  return { status: response.status, headers: shown, body: hide(await response.text()) };
}

function requestOf({
  method = 'GET',
  path,
  token = 'all',
  headers = {},
  body,
}: Case): [string, RequestInit] {
  const text = token === 'unknown' ? `sw_${'x'.repeat(43)}` : tokens[token];
  const authorization =
    headers.authorization === 'BASIC'
      ? `Basic ${Buffer.from(`${text}:`).toString('base64')}`
      : (headers.authorization ?? `Bearer ${text}`);
  const init: RequestInit = { method, headers: { ...headers, authorization } };
  return [path, body === undefined ? init : { ...init, body: body as BodyInit }];
}

/** The same request past the lane, as the console answers it. */
function byConsole(path: string, init: RequestInit): Promise<Response> {
  const request = new Request(`http://localhost:3000${path}`, {
    ...init,
    duplex: 'half',
  } as RequestInit);
  if (path === '/api/account-sessions')
    return createSession(request, { params: Promise.resolve({}) });
  if (path === '/v1/account_sessions')
    return createStripeSession(request, { params: Promise.resolve({}) });
  const [, , , id] = path.split('/');
  return getPolicy(request, { params: Promise.resolve({ id }) });
}

describe('the lane answers as the console does', () => {
  let overridden: string;
  beforeAll(async () => {
    overridden = await newAccount();
    const expiresAt = new Date(NOW.getTime() + 3_600_000).toISOString();
    await change([
      {
        op: 'account.override',
        account: overridden,
        set: { payouts: 'off', balances: 'on' },
        note: 'Why',
        expiresAt,
      },
    ]);
  });

  test.each(CASES)('$name', async (asked) => {
    const [given, init] = requestOf(asked);
    const path = given.replace('OVERRIDDEN', overridden);
    const own = await seen(await fetch(`${url}${path}`, init));
    const other = await seen(await byConsole(path, init));
    expect(own.body).not.toBe(NOT_OURS);
    expect(own).toEqual(other);
  });

  test('has cases that end in every way', async () => {
    const statuses = new Set<number>();
    for (const asked of CASES) {
      const [path, init] = requestOf(asked);
      statuses.add((await fetch(`${url}${path.replace('OVERRIDDEN', overridden)}`, init)).status);
    }
    expect([...statuses].sort()).toEqual([200, 400, 401, 403, 404, 413]);
  });
});

test('V1_STRICT=true refuses at /v1 what would be cut, and no header loosens that', async () => {
  Object.assign(env(), { V1_STRICT: true });
  onTestFinished(() => void Object.assign(env(), { V1_STRICT: false }));
  const payments = `account=${EXPRESS}&components[payments][enabled]=true`;
  for (const headers of [FORM_TYPE, { ...FORM_TYPE, 'x-switchyard-strict': 'false' }]) {
    const [path, init] = requestOf(dropIn('more than the policy', payments, { headers }));
    for (const answer of [await fetch(`${url}${path}`, init), await byConsole(path, init)]) {
      expect(answer.status).toBe(403);
      const { error } = await answer.json();
      expect(error).toMatchObject({ code: 'component_not_allowed' });
      expect(error.message).toContain('payments.refund_management');
    }
  }
  expect(await emulator.sessionRequests()).toEqual([]);
  const within = `${payments}&components[payments][features][refund_management]=false`;
  const [path, init] = requestOf(dropIn('what the policy says', within));
  expect((await fetch(`${url}${path}`, init)).status).toBe(200);
});

test('neither a start nor a mint nor a refusal of one asks anything of Prisma, which takes memory', async () => {
  const account = await newAccount();
  const holder = globalThis as { prismaClient?: object | undefined };
  const { prismaClient } = holder;
  onTestFinished(() => {
    holder.prismaClient = prismaClient;
  });
  const asked: PropertyKey[] = [];
  holder.prismaClient = new Proxy(Object(prismaClient), {
    get(client, name) {
      asked.push(name);
      return Reflect.get(client, name);
    },
  });
  expect(await requireKnownKeys()).toBe(true);
  for (const [one, status] of [
    [policy('what holds', account), 200],
    [mint('what is enabled', { account: EXPRESS }), 200],
    [mint('what is off', { account: EXPRESS, components: ['balances'] }), 403],
    [mint('nobody’s', { account: 'acct_1Nobody' }), 404],
    [mint('no scope', { account }, { token: 'reading' }), 403],
    [mint('an unknown token', { account }, { token: 'unknown' }), 401],
  ] as const) {
    const [path, init] = requestOf(one);
    expect([one.name, (await fetch(`${url}${path}`, init)).status]).toEqual([one.name, status]);
  }
  expect(asked).toEqual([]);
});

test.each([
  ['what comes without a token', 'POST', '/api/account-sessions', {}],
  ['another method', 'PUT', '/api/account-sessions', { authorization: 'Bearer x' }],
  [
    'a past policy',
    'GET',
    `/api/accounts/${EXPRESS}/policy?at=2030-01-01T00:00:00Z`,
    { authorization: 'Bearer x' },
  ],
  ['another path', 'GET', `/api/accounts/${EXPRESS}`, { authorization: 'Bearer x' }],
  ['a path with escapes', 'GET', '/api/accounts/acct%5F1/policy', { authorization: 'Bearer x' }],
] as const)('the lane leaves %s to the console', async (_, method, path, headers) => {
  expect(await (await fetch(`${url}${path}`, { method, headers })).text()).toBe(NOT_OURS);
});

test('what is written beside the lane shows at once where it was told to doubt', async () => {
  const asked = async () => {
    const [path, init] = requestOf(policy('now', EXPRESS));
    return (await (await fetch(`${url}${path}`, init)).json()).components.payouts.enabled.value;
  };
  for (const setting of ['off', 'on', 'off', 'inherit']) {
    await change([{ op: 'account.override', account: EXPRESS, set: { payouts: setting } }]);
    lane.doubt();
    expect(await asked()).toBe(setting !== 'off');
  }
});
