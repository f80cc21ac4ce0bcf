import { afterAll, expect } from 'vitest';

/** What tests of verbs talk to, beside what lib itself reads off the environment. */
const SECRET_KEY = 'sk_test_emulatorKeyForVerbs1234';

/** Connections enough for tests that do many things at once. */
const POOL = '25';

/**
 * Gives a test file of lib, or of the command line, a database and a Stripe emulator of its own. This
 * runs before the file is imported, because lib/env.ts reads the environment once. Other files do
 * not pay for it.
 */
async function setUp(): Promise<() => Promise<void>> {
  const [{ createTestDatabase }, { startEmulator }] = await Promise.all([
    import('./test-database'),
    import('../stripe-emulator/server'),
  ]);
  const [database, emulator] = await Promise.all([
    createTestDatabase(),
    startEmulator({ port: 0, secretKey: SECRET_KEY }),
  ]);
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: POOL,
    STRIPE_SECRET_KEY: emulator.secretKey,
    STRIPE_API_BASE: emulator.url,
    STRIPE_WEBHOOK_SECRET: 'whsec_ofThePlatform, whsec_ofConnect',
    NEXTAUTH_URL: 'http://localhost:3000',
    NEXTAUTH_SECRET: 'a secret for tests, which guards nothing at all',
    LOG_LEVEL: 'silent',
  });
  return async () => {
    // lib/db.ts keeps its client here, if the file has used it at all.
    const { prismaClient } = globalThis as { prismaClient?: { $disconnect(): Promise<void> } };
    await prismaClient?.$disconnect();
    await emulator.close();
    await database.drop();
  };
}

if (/[\\/](lib|cli)[\\/].*\.db\.test\.ts$/.test(expect.getState().testPath ?? '')) {
  const cleanUp = await setUp();
  afterAll(cleanUp);
}
