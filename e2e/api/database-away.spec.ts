import { type APIRequestContext, expect, request, test } from '@playwright/test';
import type { Seeded } from '../../scripts/up/demo-file';
import type { LoggedRequest } from '../stripe-emulator/request-log';
import { type Emulator, startEmulator } from '../stripe-emulator/server';
import { type Instance, secondInstance } from '../support/instance';
import { type OwnDatabase, ownDatabase, seedDatabase } from '../support/own-database';
import { PAGES } from '../support/pages';
import { signedInWith } from '../support/people';
import { readyWithin } from '../support/ready';
import { OPEN_ROUTES, ROUTES } from '../support/route-table';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { crowded, frozen, full, silent, slow, stopped, type Way } from '../support/ways-away';

const WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 5_000;
const AT_ONCE = 4;
const SLOW_MS = 5_000;
const KEY = 'sk_test_theDatabaseIsAway1234';
const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';

let database: OwnDatabase;
let proxy: TcpProxy;
let emulator: Emulator;
let instance: Instance;
let seeded: Seeded;
let admin: APIRequestContext;
let machine: APIRequestContext;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  emulator = await startEmulator({ port: 0, secretKey: KEY });
  database = await ownDatabase({ fsync: 'off', max_connections: '60' });
  seeded = await seedDatabase(database.url, emulator);
  proxy = await startTcpProxy(database.port);
  const url = new URL(database.url);
  url.port = String(proxy.port);
  instance = await secondInstance('database-away', {
    DATABASE_URL: url.href,
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_BASE: emulator.url,
    STRIPE_WEBHOOK_SECRET: 'whsec_nobodySignsWithThis',
    MIRROR_SYNC_HOURS: '0',
  });
  await instance.start();
  admin = await signedInWith(seeded.users.admin, instance.url);
  machine = await request.newContext({
    baseURL: instance.url,
    extraHTTPHeaders: { authorization: `Bearer ${seeded.apiToken}` },
  });
});

test.afterAll(async () => {
  await admin?.dispose();
  await machine?.dispose();
  await instance?.kill();
  await proxy?.close();
  await emulator?.close();
  await database?.remove();
});

interface Ask {
  name: string;
  kind: 'page' | 'route' | 'open';
  send: () => ReturnType<APIRequestContext['fetch']>;
}

interface Answer {
  name: string;
  kind: Ask['kind'];
  status: number;
  text: string;
  reference: string | undefined;
  ms: number;
}

const pages = (): Ask[] =>
  [...PAGES, '/sign-in'].map((path) => ({
    ...{ name: path, kind: 'page' },
    send: () => admin.get(path, { maxRedirects: 0 }),
  }));

const routes = (): Ask[] =>
  ROUTES.map(({ method, route, path, body, form, scope }) => ({
    ...{ name: `${method} ${route}`, kind: 'route' },
    send: () =>
      (scope === null ? admin : machine).fetch(path(ACCOUNT), {
        method,
        ...(body && { data: body(ACCOUNT) }),
        ...(form && { form: form(ACCOUNT) }),
      }),
  }));

const open = (): Ask[] =>
  OPEN_ROUTES.filter(({ path }) => path !== '/api/ready').map(({ method, route, path, body }) => ({
    ...{ name: `${method} ${route}`, kind: 'open' },
    send: () => machine.fetch(path, { method, ...(body !== undefined && { data: body }) }),
  }));

/** Sends all of them, few at once, and measures each. */
async function answersTo(asks: readonly Ask[]): Promise<Answer[]> {
  const rest = asks.values();
  const answers: Answer[] = [];
  const asker = async () => {
    for (const { name, kind, send } of rest) {
      const from = performance.now();
      const answer = await send();
      const text = await answer.text();
      const ms = Math.round(performance.now() - from);
      const reference = answer.headers()['x-request-id'];
      answers.push({ name, kind, status: answer.status(), text, reference, ms });
      await answer.dispose();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  return answers;
}

const brief = ({ name, status, text, ms }: Answer) =>
  `${name}: ${status} in ${ms} ms, ${text.slice(0, 200)}`;

async function minted(): Promise<number> {
  const asked = await (await fetch(`${emulator.url}/_emulator/requests`)).json();
  return (asked as LoggedRequest[]).filter(({ path }) => path === '/v1/account_sessions').length;
}

/** Signs in with the right password; what is said to that, and how long it took. */
async function signIn(): Promise<{ said: string; ms: number }> {
  const client = await request.newContext({
    ...{ baseURL: instance.url, extraHTTPHeaders: { origin: instance.url } },
  });
  const { csrfToken } = await (await client.get('/api/auth/csrf')).json();
  const from = performance.now();
  const form = { csrfToken, ...seeded.users.support, json: 'true' };
  const answer = await client.post('/api/auth/callback/credentials', { form });
  const said = await answer.text();
  await client.dispose();
  return { said, ms: performance.now() - from };
}

/** Signs out, which needs no database; whether the cookie is gone. */
async function signOut(): Promise<boolean> {
  const client = await request.newContext({
    ...{ baseURL: instance.url, storageState: await admin.storageState() },
    extraHTTPHeaders: { origin: instance.url },
  });
  const { csrfToken } = await (await client.get('/api/auth/csrf')).json();
  await client.post('/api/auth/signout', { form: { csrfToken, json: 'true' } });
  const { cookies } = await client.storageState();
  await client.dispose();
  return !cookies.some(({ name }) => name.includes('session-token'));
}

/** Milliseconds until the instance says so, asked over and over as balancers do. */
async function untilReady(is: boolean): Promise<number> {
  const from = performance.now();
  await expect
    .poll(() => readyWithin(instance.url, WITHIN_MS), { intervals: [25], timeout: 10_000 })
    .toBe(is);
  return performance.now() - from;
}

const isAway = ({ kind, status, text }: Answer) =>
  kind === 'page'
    ? (status === 503 && text.includes('The database is away')) ||
      (status === 200 && text.includes('database_unavailable'))
    : status === 503 && (text.includes('database_unavailable') || text.includes('"api_error"'));

/** What no answer may hold: where it went wrong, in code, and what nobody knows without a database. */
const TELLTALE = /\bat \S+ \(|node_modules|ECONNREFUSED|postgres:\/\/|127\.0\.0\.1:\d+/;

function expectDecent(answers: readonly Answer[]): void {
  const late = answers.filter(({ ms }) => ms >= WITHIN_MS);
  expect(late.map(brief)).toEqual([]);
  // What was answered after all may speak of addresses: of endpoints, say.
  const refused = answers.filter(({ status }) => status >= 400);
  expect(refused.filter(({ text }) => TELLTALE.test(text)).map(brief)).toEqual([]);
  const worst = answers.reduce((a, b) => (a.ms > b.ms ? a : b));
  test.info().annotations.push({ type: 'worst', description: `${worst.name} ${worst.ms} ms` });
}

/** One of them goes on answering, until somebody looks whether it can be written to. */
type AnyWay = Way & { answers?: boolean };

const AWAY: readonly AnyWay[] = [
  stopped(() => proxy),
  silent(() => proxy),
  slow(() => proxy, SLOW_MS),
  frozen(() => database),
  crowded(() => database),
  {
    name: 'read-only',
    answers: true,
    async begin() {
      await database.asAdmin('ALTER SYSTEM SET default_transaction_read_only = on');
      await database.asAdmin('SELECT pg_reload_conf()');
    },
    async end() {
      await database.asAdmin('ALTER SYSTEM RESET ALL');
      await database.asAdmin('SELECT pg_reload_conf()');
    },
  },
];

for (const { name, begin, end, answers: isThere } of AWAY) {
  test(`${name}: all say so in time, nothing is minted, and all goes on afterwards`, async () => {
    const policy = () => machine.get(`/api/accounts/${ACCOUNT}/policy`);
    // So that there is something to be served from memory.
    expect((await policy()).status()).toBe(200);
    const before = await minted();
    await begin();
    const noticed = untilReady(false);
    if (isThere) {
      await noticed;
      await expect.poll(async () => (await policy()).status(), { timeout: WITHIN_MS }).toBe(503);
    }
    const answers = await answersTo([...routes(), ...pages(), ...open()]);
    expect(await noticed).toBeLessThan(WITHIN_MS);
    expectDecent(answers);

    const wanting = answers.filter(({ kind }) => kind !== 'open');
    expect(wanting.filter((answer) => !isAway(answer)).map(brief)).toEqual([]);
    expect(wanting.filter(({ reference }) => !reference).map(({ name: at }) => at)).toEqual([]);
    const broken = answers.filter(({ kind, status }) => kind === 'open' && status >= 500);
    expect(broken.filter((answer) => !isAway(answer)).map(brief)).toEqual([]);

    const entering = await signIn();
    expect(entering.said).toContain('error=Unavailable');
    expect(entering.ms).toBeLessThan(WITHIN_MS);
    expect(await signOut()).toBe(true);
    expect((await machine.get('/api/health')).status()).toBe(200);
    expect(await minted()).toBe(before);

    await end();
    expect(await untilReady(true)).toBeLessThan(BACK_WITHIN_MS);
    const again = await answersTo(pages());
    expect(again.filter(({ status }) => status >= 400).map(brief)).toEqual([]);
    const mint = await machine.post('/api/account-sessions', { data: { account: ACCOUNT } });
    expect(mint.status()).toBe(200);
    expect((await signIn()).said).not.toContain('error=');
  });
}

const neither = (answer: Answer) => answer.status >= 500 && !isAway(answer);

test('full: what reads goes on, what writes says so, nothing is minted', async () => {
  const before = await minted();
  const way = full(() => database);
  await way.begin();
  const answers = await answersTo([...routes(), ...pages(), ...open()]);
  expectDecent(answers);
  expect(answers.filter(neither).map(brief)).toEqual([]);
  const shown = answers.filter(({ kind }) => kind === 'page');
  expect(shown.filter(({ status }) => status >= 400).map(brief)).toEqual([]);
  const mint = answers.filter(({ name }) => name === 'POST /api/account-sessions');
  expect(mint.map(({ status }) => status)).toEqual([503]);
  expect(await minted()).toBe(before);
  expect(await readyWithin(instance.url, WITHIN_MS)).toBe(true);
  await way.end();
  const again = await machine.post('/api/account-sessions', { data: { account: ACCOUNT } });
  expect(again.status()).toBe(200);
});

test('killed and started again in the middle of everything: each is told in time', async () => {
  let over = false;
  const all: Answer[] = [];
  const asking = (async () => {
    while (!over) all.push(...(await answersTo([...routes(), ...pages()])));
  })();
  await expect.poll(() => all.length, { timeout: 30_000 }).toBeGreaterThan(0);
  await database.kill();
  await untilReady(false);
  await database.start();
  expect(await untilReady(true)).toBeLessThan(BACK_WITHIN_MS);
  over = true;
  await asking;
  expectDecent(all);
  expect(all.filter(neither).map(brief)).toEqual([]);
  expect(all.filter(isAway).length).toBeGreaterThan(0);
});
