import { afterAll, beforeAll, expect, test } from 'vitest';
import { proxyToDatabase, type TcpProxy } from '@/e2e/support/tcp-proxy';
import type { Readiness } from './readiness';

// The database is reached through a proxy, so what reads the environment is imported after it.
let proxy: TcpProxy;
let readiness: () => Promise<Readiness>;
let read: () => Promise<unknown>;

beforeAll(async () => {
  proxy = await proxyToDatabase();
  ({ readiness } = await import('./readiness'));
  const { db } = await import('@/lib/db');
  read = () => db().$queryRaw`SELECT count(*) FROM account`;
});
afterAll(async () => {
  const { closeProbe } = await import('@/lib/db-probe');
  closeProbe();
  await proxy.close();
});

/** How long it takes, asked over and over as a balancer does, until it says this. */
async function secondsUntil(ready: boolean): Promise<number> {
  const started = performance.now();
  for (;;) {
    const state = await readiness();
    const seconds = (performance.now() - started) / 1000;
    if (state.ready === ready) return seconds;
    if (seconds > 20) throw new Error(`It did not say so in ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const all = (count: number) => Promise.allSettled(Array.from({ length: count }, read));

test('a database that is there, with every migration, is ready', async () => {
  expect(await readiness()).toEqual({ ready: true, database: 'ok', missingMigrations: [] });
});

test('one that refuses is noticed within two seconds, and its return within five', async () => {
  await read();
  await proxy.refuse();
  expect(await secondsUntil(false)).toBeLessThan(2);
  expect((await readiness()).database).toBe('unavailable');
  await proxy.recover();
  expect(await secondsUntil(true)).toBeLessThan(5);
  await read();
});

test('so is one that falls silent; who waits for it is told, and then all goes on', async () => {
  await all(5);
  proxy.goSilent();
  const asked = all(5);
  expect(await secondsUntil(false)).toBeLessThan(2);
  // Without an answer, they would wait for as long as the network is silent.
  const lost = Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 8_000, 'late'))]);
  const probing = setInterval(() => void readiness(), 300);
  const outcomes = await lost.finally(() => clearInterval(probing));
  expect(outcomes).not.toBe('late');
  expect((outcomes as PromiseSettledResult<unknown>[]).map(({ status }) => status)).toEqual(
    Array.from({ length: 5 }, () => 'rejected'),
  );
  await proxy.recover();
  expect(await secondsUntil(true)).toBeLessThan(5);
  const again = await all(5);
  expect(again.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'fulfilled'));
});

test('many who ask at the same time get one answer', async () => {
  const states = await Promise.all(Array.from({ length: 50 }, () => readiness()));
  expect(new Set(states).size).toBe(1);
});
