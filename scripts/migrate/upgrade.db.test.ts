import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../e2e/support/test-database';
import { FIRST, loadFirstRelease, sentThen as then } from './first-release/load';
import { applyMigrations, diffSchema } from './migrate';

// A database that people have worked with in the first release, brought up to this one: its demo
// policy, changes by a person, an archived template, overrides, mints and their audit. What every
// account's session was sent then, worked out by that release itself, lies beside it.

const AT = new Date(then.at);

let database: TestDatabase;
let applied: string[];

async function rowCounts(): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const tables = ['account', 'override', 'change', 'audit_entry', 'audit_outcome', 'app_user'];
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await client.query(`SELECT count(*)::int AS n FROM ${table}`);
    counts[table] = rows[0].n;
  }
  await client.end();
  return counts;
}

let before: Record<string, number>;
beforeAll(async () => {
  database = await createEmptyDatabase();
  await loadFirstRelease(database.url);
  before = await rowCounts();
  applied = await applyMigrations(database.url);
  // Read once, by what is imported below.
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    STRIPE_SECRET_KEY: 'sk_test_neverCalled',
    NEXTAUTH_SECRET: 'a secret for tests, which guards nothing at all',
    SECRETS_KEY: 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
    LOG_LEVEL: 'silent',
  });
});
afterAll(async () => {
  const { db } = await import('@/lib/db');
  await db().$disconnect();
  await database.drop();
});

const context = async (now = AT) => {
  const { SYSTEM } = await import('@/lib/domain/permissions');
  return { actor: SYSTEM, requestId: 'upgrade', now };
};

test('every migration since applies, and the schema is this one', async () => {
  expect(applied.length).toBeGreaterThan(5);
  expect(applied).not.toContain(FIRST);
  expect(await diffSchema(database.url)).toBe('');
});

test('no row is lost', async () => {
  expect(before).toMatchObject({ account: 42, override: 9, change: 13, app_user: 4 });
  expect(await rowCounts()).toEqual(before);
});

test('every account is sent what it was sent before, now and as of then', async () => {
  const { readPolicyInput } = await import('@/lib/data/policy-input');
  const { readPolicyInputAsOf } = await import('@/lib/data/policy-as-of');
  const { resolve } = await import('@/lib/domain/resolve');
  const sent: Record<string, unknown> = {};
  for (const id of Object.keys(then.send)) {
    const known = await readPolicyInput(id, AT);
    if (known) sent[id] = resolve(known.input).send;
    const asOf = await readPolicyInputAsOf(id, AT, AT);
    expect(resolve(asOf).send).toEqual(then.send[id]);
  }
  expect(sent).toEqual(then.send);
});

test('lists find the accounts that had overrides then', async () => {
  const { db } = await import('@/lib/db');
  const { listAccounts } = await import('@/lib/data/accounts');
  const { isInForce } = await import('@/lib/domain/resolve');
  const overrides = await db().override.findMany();
  const having = new Set(
    overrides.filter((one) => isInForce(one, AT)).map(({ accountId }) => accountId),
  );
  expect(having.size).toBeGreaterThan(3);
  const { data } = await listAccounts(await context(), { deviating: true, limit: 200 });
  expect(data.map(({ id }) => id).sort()).toEqual([...having].sort());
});

test('the audit of then has become a chain that holds', async () => {
  const { verifyAudit } = await import('@/lib/data/audit-chain');
  const verified = await verifyAudit(await context(), {});
  expect(verified).toMatchObject({ whole: true, breaks: [] });
});

test('what was done then can be gone on with, and taken back', async () => {
  const { listChanges } = await import('@/lib/data/change-list');
  const { revertChange } = await import('@/lib/data/changes/revert-change');
  const later = await context(new Date(AT.getTime() + 60_000));
  const { data } = await listChanges(later, { q: 'No longer, after a loss', limit: 5 });
  expect(data).toHaveLength(1);
  const id = data[0]?.id ?? '';
  const reverted = await revertChange(later, { id, dryRun: false, draft: false });
  expect(reverted.status).toBe('applied');
});
