import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  as,
  change,
  emulator,
  failure,
  importAccount,
  newTemplate,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { mint } from './mint';
import { byMachine, lastMint } from './testing/mints';

const ACCOUNT = 'acct_1MfonKyJt3dqBYDV';

beforeAll(async () => {
  await change([{ op: 'template.update', key: 'base', set: { payments: 'on' } }]);
  await importAccount(ACCOUNT);
});
beforeEach(() => emulator.reset());

/** Has the database do something each time a row is about to go into a table. */
async function sabotage(table: string, does: string): Promise<void> {
  await query(
    `CREATE OR REPLACE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN ${does}; RETURN NEW; END $$`,
  );
  await query(`CREATE TRIGGER sabotage BEFORE INSERT ON ${table}
    FOR EACH ROW EXECUTE FUNCTION sabotage()`);
}

afterEach(async () => {
  await query('DROP TRIGGER IF EXISTS sabotage ON audit_entry');
  await query('DROP TRIGGER IF EXISTS sabotage ON audit_outcome');
});

/** What a process keeps of its database, and a process that has none of it yet. */
const NOTHING_HELD = {
  ...{ prismaClient: undefined, databasePool: undefined, mintLedger: undefined },
  ...{ policyFeed: undefined, keptAccounts: undefined, keptTemplates: undefined },
  ...{ databaseServers: undefined, databaseSockets: undefined },
};
const HELD = () =>
  Object.fromEntries(
    Object.keys(NOTHING_HELD).map((name) => [name, (globalThis as Record<string, unknown>)[name]]),
  );

const RAISE = `RAISE EXCEPTION 'broken on purpose'`;
const DIE = 'PERFORM pg_terminate_backend(pg_backend_pid())';

test('the audit row is committed before Stripe is asked, and completed afterwards', async () => {
  await emulator.fault({ kind: 'latency', latencyMs: 1_500 });
  const minting = mint(byMachine(), { account: ACCOUNT });
  await expect
    .poll(() => emulator.sessionRequests(), { interval: 5, timeout: 20_000 })
    .toHaveLength(1);

  // From another connection: what is not committed would not show here.
  expect(await lastMint(ACCOUNT)).toMatchObject({
    after: { send: { payments: { enabled: true } } },
    result: null,
  });
  const [held] = await emulator.sessionRequests();
  expect(held?.status).toBeNull();

  await minting;
  expect(await lastMint(ACCOUNT)).toMatchObject({ result: 'succeeded' });
});

test('nothing is asked of Stripe before the policy is read and the row written', async () => {
  const order: string[] = [];
  const { stripe } = await import('@/lib/stripe/client');
  const { accountSessions } = stripe();
  const create = accountSessions.create.bind(accountSessions);
  const spy = vi.spyOn(accountSessions, 'create').mockImplementation((async (
    ...parameters: Parameters<typeof create>
  ) => {
    order.push((await lastMint(ACCOUNT))?.result === null ? 'row' : 'no row', 'Stripe');
    return create(...parameters);
  }) as unknown as typeof create);
  await mint(byMachine(), { account: ACCOUNT });
  spy.mockRestore();
  expect(order).toEqual(['row', 'Stripe']);
});

describe('no mint without its audit row', () => {
  test('where the row is refused', async () => {
    await sabotage('audit_entry', RAISE);
    const added = await rowsAddedBy(async () => {
      const error = await failure(mint(byMachine(), { account: ACCOUNT }));
      expect(error.message).toContain('broken on purpose');
    });
    expect(added).toEqual({});
    expect(await emulator.requests()).toEqual([]);
  });

  test('where the connection breaks just then', async () => {
    await sabotage('audit_entry', DIE);
    const added = await rowsAddedBy(async () => {
      const error = await failure(mint(byMachine(), { account: ACCOUNT }));
      expect(error).toMatchObject({ code: 'database_unavailable', retryAfter: expect.any(Number) });
      expect(error.message).not.toContain('audit');
    });
    expect(added).toEqual({});
    expect(await emulator.requests()).toEqual([]);
  });

  test('where there is no database at all', async () => {
    const there = env().DATABASE_URL;
    const held = { ...NOTHING_HELD, ...HELD() };
    // Port 1 on loopback: nothing listens there.
    Object.assign(env(), { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' });
    Object.assign(globalThis, NOTHING_HELD);
    try {
      for (const account of [ACCOUNT, 'acct_1Unknown']) {
        expect(await failure(mint(byMachine(), { account }))).toMatchObject({
          code: 'database_unavailable',
          retryAfter: expect.any(Number),
        });
      }
    } finally {
      Object.assign(env(), { DATABASE_URL: there });
      Object.assign(globalThis, held);
    }
    expect(await emulator.requests()).toEqual([]);
    expect((await mint(byMachine(), { account: ACCOUNT })).object).toBe('account_session');
  });

  test('where nobody would wait for the disk: whatever is written is as durable as the server says', async () => {
    await sabotage(
      'audit_entry',
      `IF EXISTS (SELECT FROM pg_settings WHERE name = 'synchronous_commit'
         AND source IN ('client', 'session')) THEN ${RAISE}; END IF`,
    );
    expect((await mint(byMachine(), { account: ACCOUNT })).object).toBe('account_session');
    const { status } = await change([{ op: 'account.tag', account: ACCOUNT, add: ['durable'] }]);
    expect(status).toBe('applied');
    // What has it otherwise shows.
    await expect(
      query('SET synchronous_commit = off; INSERT INTO audit_entry DEFAULT VALUES'),
    ).rejects.toThrow('broken on purpose');
  });

  test('nor a refusal without its own', async () => {
    const nothing = await newTemplate();
    await change([{ op: 'account.assign', account: ACCOUNT, template: nothing }]);
    await sabotage('audit_outcome', DIE);
    const added = await rowsAddedBy(async () => {
      const error = await failure(mint(byMachine(), { account: ACCOUNT }));
      expect(error.code).toBe('database_unavailable');
    });
    expect(added).toEqual({});
    await query('DROP TRIGGER sabotage ON audit_outcome');
    await change([{ op: 'account.assign', account: ACCOUNT, template: null }]);
  });
});

describe('a row that cannot be completed', () => {
  test('is completed once the database is back; the session is answered all the same', async () => {
    await sabotage('audit_outcome', DIE);
    expect((await mint(byMachine(), { account: ACCOUNT })).object).toBe('account_session');
    // Others are not held up by it.
    await query('DROP TRIGGER sabotage ON audit_outcome');
    expect(await lastMint(ACCOUNT)).toMatchObject({ result: 'succeeded' });
  });

  test('stays open where the database refuses it; the session is answered all the same', async () => {
    const complaint = vi.spyOn(log, 'error').mockImplementation(() => undefined);
    await sabotage('audit_outcome', RAISE);
    const context = byMachine();
    const session = await mint(context, { account: ACCOUNT });
    expect(session.client_secret).toMatch(/^accs_secret__/);
    expect(await lastMint(ACCOUNT)).toMatchObject({ result: null });
    expect(complaint).toHaveBeenCalledTimes(1);
    const [line, message] = complaint.mock.calls[0] as unknown as [object, string];
    expect(message).toBe('mint left open');
    expect(line).toMatchObject({ requestId: context.requestId, auditId: expect.any(String) });
    complaint.mockRestore();
  });

  test('stays open where the mint failed too, and the failure is what is told', async () => {
    const complaint = vi.spyOn(log, 'error').mockImplementation(() => undefined);
    await sabotage('audit_outcome', RAISE);
    await emulator.fault({ kind: 'status', status: 400 });
    const error = await failure(mint(byMachine(), { account: ACCOUNT }));
    expect(error.code).toBe('stripe_rejected');
    expect(await lastMint(ACCOUNT)).toMatchObject({ result: null });
    complaint.mockRestore();
  });
});

test('who may not mint leaves no row and asks nobody', async () => {
  for (const context of [as('support'), as('auditor')]) {
    const added = await rowsAddedBy(async () => {
      expect((await failure(mint(context, { account: ACCOUNT }))).code).toBe('forbidden');
    });
    expect(added).toEqual({});
  }
  expect(await emulator.requests()).toEqual([]);
});
