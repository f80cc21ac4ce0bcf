import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { proxiesToDatabase, type TcpProxy } from '@/e2e/support/tcp-proxy';
import type { PrismaClient } from '@/lib/data/generated/client';

const WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 5_000;

// Both lead to one database, as two servers of which either can be written to would look.
let first: TcpProxy;
let second: TcpProxy;
let direct: string;
let db: () => PrismaClient;
let asAppError: (error: unknown) => unknown;

beforeAll(async () => {
  const between = await proxiesToDatabase();
  [first, second] = between.proxies;
  ({ direct } = between);
  const database = await import('./db');
  const { watchDatabase } = await import('./db-watch');
  ({ db } = database);
  ({ asAppError } = await import('@/lib/data/database-errors'));
  watchDatabase(database.isUsed);
});

afterEach(async () => {
  await first.recover();
  await second.recover();
  await untilRead();
});

afterAll(async () => {
  const { endWatch } = await import('./db-watch');
  endWatch();
  await first.close();
  await second.close();
});

const read = () => db().$queryRaw`SELECT count(*) FROM account`;

/** Asks until it is answered, as it is to be within five seconds. */
const untilRead = () =>
  expect
    .poll(async () => (await heard(read())).said, { timeout: BACK_WITHIN_MS, interval: 20 })
    .toBe('done');

/** What an asker hears, and after how long. */
async function heard(asked: Promise<unknown>): Promise<{ said: string; ms: number }> {
  const from = performance.now();
  const said = await asked.then(
    () => 'done',
    (error) => {
      const known = asAppError(error) as { code?: string; message: string };
      return `${known.code}: ${known.message}`;
    },
  );
  return { said, ms: performance.now() - from };
}

/** A transaction that is held open until `act` is over. */
function inTransaction(act: () => unknown) {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE account SET tags = tags`;
    await act();
    await tx.$executeRaw`UPDATE account SET tags = tags`;
  });
}

const WAYS: [string, (proxy: TcpProxy) => unknown][] = [
  ['refuses', (proxy) => proxy.refuse()],
  ['is silent', (proxy) => proxy.goSilent()],
  ['is slow', (proxy) => proxy.goSlow(5_000)],
];

describe.each(WAYS)('a database that %s', (_, goAway) => {
  const ask = (_: unknown, n: number) => heard(n % 2 ? read() : inTransaction(() => undefined));
  const both = () => Promise.all([first, second].map(goAway));

  test('is given up by all who wait for it within two seconds, and refused at once from then on', async () => {
    // What is done for the first time takes its time.
    await Promise.all(Array.from({ length: 10 }, ask));
    await both();
    for (const { said, ms } of await Promise.all(Array.from({ length: 20 }, ask))) {
      expect(said).toMatch(/^database_unavailable/);
      expect(ms).toBeLessThan(WITHIN_MS);
    }
    const later = await heard(read());
    expect(later.said).toContain('Nothing was changed');
    expect(later.ms).toBeLessThan(100);
  });

  test('leaves nobody to believe that nothing was done where something was begun', async () => {
    const { said } = await heard(inTransaction(both));
    expect(said).toContain('look whether it was done');
  });

  test('is left for the other server where there is one', async () => {
    await read();
    await goAway(first);
    const from = performance.now();
    await untilRead();
    expect(performance.now() - from).toBeLessThan(BACK_WITHIN_MS);
    // Back to the first, for the tests to come.
    await first.recover();
    await second.refuse();
    await untilRead();
  });
});

/** Does something beside the app, which writes also where writing is off. */
async function beside(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: direct });
  await client.connect();
  await client.query('SET default_transaction_read_only = off');
  await client.query(sql);
  await client.end();
}

test('a database that only reads is away: nothing is read of what it may not know', async () => {
  const name = new URL(direct).pathname.slice(1);
  await beside(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
  // Sessions keep what they began with.
  for (const proxy of [first, second]) await proxy.refuse();
  for (const proxy of [first, second]) await proxy.recover();
  await expect.poll(async () => (await heard(read())).said).toMatch(/^database_unavailable/);
  await beside(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
});
