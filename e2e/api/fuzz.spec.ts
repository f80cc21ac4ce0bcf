import { type APIRequestContext, expect, test } from '@playwright/test';
import type { Seeded } from '../../scripts/up/demo-file';
import { withRun } from '../fuzz/report';
import { answerTo, RAW, slowOnes } from '../fuzz/sockets';
import { storm } from '../fuzz/storm';
import { type Emulator, startEmulator } from '../stripe-emulator/server';
import { npmRun } from '../support/command';
import { Contract } from '../support/contract';
import { type Instance, secondInstance } from '../support/instance';
import { type OwnDatabase, ownDatabase, seedDatabase } from '../support/own-database';
import { signedInWith } from '../support/people';
import { rewriteReadme } from '../support/readme-part';
import { ROUTES } from '../support/route-table';

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** The number of the first attack. */
const FROM = Number(process.env.FUZZ_FROM ?? 0);
/** One attack of a run, by its number, to see it again. */
const ONLY = process.env.FUZZ_ONLY;
/** As many as keep two processors busy. */
const INSTANCES = 2;
const AT_ONCE = 6;
const SLOW = 200;
const KEY = 'sk_test_fuzzedFromAllSides1234';

/** Memory is flat when it ends no further above what it was after a third of the run. */
const MAY_GROW = 1.25;

let database: OwnDatabase;
let emulator: Emulator;
let instances: Instance[];
let seeded: Seeded;
let admin: APIRequestContext;
let cookie = '';

const first = () => instances[0] as Instance;
const heldNow = () => instances.reduce((sum, instance) => sum + instance.memoryMb(), 0);

/** Signs the admin in anew: some attacks end sessions, as they may. */
async function signIn(): Promise<void> {
  await admin?.dispose();
  admin = await signedInWith(seeded.users.admin, first().url);
  const { cookies } = await admin.storageState();
  cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

test.beforeAll(async () => {
  test.setTimeout(120_000);
  emulator = await startEmulator({ port: 0, secretKey: KEY });
  database = await ownDatabase({ fsync: 'off' });
  seeded = await seedDatabase(database.url, emulator);
  const shared = {
    DATABASE_URL: database.url,
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_BASE: emulator.url,
    NEXTAUTH_SECRET: 'one for all of these, so that a session counts at each of them',
    MIRROR_SYNC_HOURS: '0',
    LOG_LEVEL: 'warn',
  };
  instances = [];
  for (let nth = 0; nth < INSTANCES; nth += 1) {
    const instance = await secondInstance(`fuzzed-${nth}`, shared);
    instances.push(instance);
    await instance.start();
  }
  await signIn();
  // What is asked for the first time is loaded first, and that is no attack's doing.
  for (const { url } of instances) {
    for (const { method, path } of ROUTES) {
      await admin.fetch(`${url}${path('acct_1NkDjjJyhOZfPCWt')}`, {
        method: method === 'GET' ? method : 'HEAD',
      });
    }
  }
});

test.afterAll(async () => {
  await admin?.dispose();
  for (const instance of instances ?? []) await instance.kill();
  await emulator?.close();
  await database?.remove();
});

async function contract(): Promise<Contract> {
  return new Contract(await (await admin.get('/api/openapi.json')).json());
}

test(`${REQUESTS} hostile requests get nothing but declared answers, soon, and no memory`, async () => {
  test.setTimeout(120_000 + REQUESTS * 50);
  const held: number[] = [];
  const outcome = await storm({
    ...{ seed: SEED, atOnce: AT_ONCE, contract: await contract() },
    urls: instances.map(({ url }) => url),
    numbers: ONLY ? [Number(ONLY)] : Array.from({ length: REQUESTS }, (_, nth) => FROM + nth),
    attackersOf: (url) => ({
      machine: { authorization: `Bearer ${seeded.apiToken}` },
      person: () => ({ cookie, origin: url }),
    }),
    onProgress: async (answered) => {
      held.push(heldNow());
      if (answered % 5_000 === 0) await signIn();
    },
  });
  const { findings, ...figures } = outcome;
  test
    .info()
    .annotations.push({ type: 'figures', description: JSON.stringify({ ...figures, held }) });
  console.log(JSON.stringify({ ...figures, heldMb: held.map(Math.round) }));
  expect(findings).toEqual([]);
  const heldMb = held.slice(Math.floor(held.length / 3));
  const early = heldMb[0] ?? Number.POSITIVE_INFINITY;
  expect(held.at(-1) ?? 0, held.join(', ')).toBeLessThan(early * MAY_GROW);
  // What it was all about: there was something to attack.
  if (!ONLY) expect(Object.keys(figures.statuses)).toEqual(expect.arrayContaining(['200', '400']));
  if (!process.env.FUZZ_README || heldMb.length === 0) return;
  const day = new Date().toISOString().slice(0, 10);
  rewriteReadme('fuzz', (part) => withRun(part, { day, seed: SEED, from: FROM, outcome, heldMb }));
});

test('whole requests that are none are refused or ended, and disturb nobody', async () => {
  for (const [name, bytes] of RAW) {
    const answer = await answerTo(first().url, bytes);
    expect.soft(answer, name).not.toMatch(/HTTP\/1\.1 (?:2\d\d|5\d\d)[\s\S]*"data"|node_modules/);
    expect((await admin.get('/api/health')).status(), `after ${name}`).toBe(200);
  }
});

test(`${SLOW} requests that never end keep nobody waiting`, async () => {
  const slow = slowOnes(first().url, SLOW);
  try {
    for (let asked = 0; asked < 20; asked += 1) {
      const from = performance.now();
      expect((await admin.get('/api/accounts?limit=1')).status()).toBe(200);
      expect(performance.now() - from).toBeLessThan(2_000);
    }
  } finally {
    slow.close();
  }
});

test('afterwards the audit is whole, and nobody lives in a prototype', async () => {
  const verified = await npmRun('audit:verify', { DATABASE_URL: database.url });
  expect(verified).toMatchObject({ code: 0 });
  expect((await (await admin.get('/api/ready')).json()).admin).toBeUndefined();
});
