import { afterAll, expect } from 'vitest';
import type { Emulator } from '../stripe-emulator/server';
import type { TestDatabase } from './test-database';

/** What tests of verbs talk to, beside what lib itself reads off the environment. */
const SECRET_KEY = 'sk_test_emulatorKeyForVerbs1234';

/** Connections enough for tests that do many things at once. */
const POOL = '25';

interface World {
  database: TestDatabase;
  emulator: Emulator;
}

/** Where a world stays from one file of a process to the next. */
const WORLD = Symbol.for('switchyard.verbs');
const holder = globalThis as { [WORLD]?: World };

async function createWorld(): Promise<World> {
  const [{ createTestDatabase }, { startEmulator }] = await Promise.all([
    import('./test-database'),
    import('../stripe-emulator/server'),
  ]);
  const [database, emulator] = await Promise.all([
    createTestDatabase(),
    startEmulator({ port: 0, secretKey: SECRET_KEY }),
  ]);
  // The emulator would keep a process alive whose run was broken off.
  process.once('disconnect', () => process.kill(process.pid));
  return { database, emulator };
}

async function renewWorld({ database, emulator }: World): Promise<World> {
  const reset = fetch(`${emulator.url}/_emulator/reset`, { method: 'POST' });
  await Promise.all([database.renew(), reset]);
  return { database, emulator };
}

/**
 * Gives a test file of lib, or of the command line, a fresh database and a fresh Stripe emulator. This
 * runs before the file is imported, because lib/env.ts reads the environment once. So files that
 * share a process find both at the same addresses. Other files do not pay for it.
 */
async function setUp(): Promise<void> {
  const { database, emulator } = holder[WORLD]
    ? await renewWorld(holder[WORLD])
    : await createWorld();
  holder[WORLD] = { database, emulator };
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: POOL,
    STRIPE_SECRET_KEY: emulator.secretKey,
    STRIPE_API_BASE: emulator.url,
    STRIPE_WEBHOOK_SECRET: 'whsec_ofThePlatform, whsec_ofConnect',
    NEXTAUTH_URL: 'http://localhost:3000',
    NEXTAUTH_SECRET: 'a secret for tests, which guards nothing at all',
    SECRETS_KEY: 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
    LOG_LEVEL: 'silent',
  });
}

/** What holds a connection: lib's client and pools, and whatever else can be closed. */
interface Held {
  $disconnect?: () => Promise<void>;
  end?: () => Promise<void>;
  ending?: boolean;
  close?: () => unknown;
}

/**
 * Forgets what a file left on `globalThis`, where lib keeps what a process has one of: connections, to
 * a database that will be another one, and what it remembers of it.
 */
async function forget(known: ReadonlySet<string>): Promise<void> {
  const kept = globalThis as unknown as Record<string, Held | undefined>;
  // Prisma and Vitest keep something there as well, under names in capitals or with underscores.
  const left = Object.keys(kept).filter((name) => !known.has(name) && /^[a-z]/.test(name));
  const held = left.flatMap((name) => kept[name] ?? []);
  for (const name of left) delete kept[name];
  // The client ends the pool that it has.
  for (const one of held) await one.$disconnect?.();
  for (const one of held) {
    if (one.end && !one.ending) await one.end();
    await one.close?.();
  }
}

if (/[\\/](lib|cli)[\\/].*\.db\.test\.ts$/.test(expect.getState().testPath ?? '')) {
  await setUp();
  const known = new Set(Object.keys(globalThis));
  afterAll(() => forget(known));
}
