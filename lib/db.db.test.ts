import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { connections, db } from './db';
import { DatabaseClient } from './db-client';

test('the planner is told what memory costs, and compiles nothing', async () => {
  const rows = await db().$queryRaw`
    SELECT current_setting('random_page_cost') AS page, current_setting('jit') AS jit`;
  expect(rows).toEqual([{ page: '1.1', jit: 'off' }]);
});

/** Does something for a request, of which nothing but what is returned says whether it is still kept. */
async function requested(work: () => Promise<unknown>): Promise<WeakRef<object>> {
  const request = {};
  await new AsyncLocalStorage().run(request, work);
  return new WeakRef(request);
}

async function isKept(request: WeakRef<object>): Promise<boolean> {
  await setImmediate();
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return request.deref() !== undefined;
}

async function openSeveral(): Promise<void> {
  const before = connections();
  await Promise.all(Array.from({ length: 3 }, () => db().$queryRaw`SELECT pg_sleep(0.05)::text`));
  const { inUse, idle } = connections();
  expect(inUse + idle).toBeGreaterThan(before.inUse + before.idle);
}

test.each<[string, () => Promise<unknown>]>([
  ['opened', openSeveral],
  ['used', () => db().$queryRaw`SELECT 1`],
])('a connection keeps nothing of the request for which it was %s', async (_how, work) => {
  expect(await isKept(await requested(work))).toBe(false);
});

test('a process that is busy itself for longer than a server may let it wait connects all the same', async () => {
  const client = new DatabaseClient();
  const connected = client.connect();
  const until = performance.now() + 1_800;
  while (performance.now() < until);
  await connected;
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await client.end();
});
