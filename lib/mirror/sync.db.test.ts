import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  as,
  asSystem,
  emulator,
  failure,
  MINUTE,
  NOW,
  newAccount,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { cancelSync, getSync, startDueSync, startSync } from '@/lib/data/mirror/sync-runs';
import { takeSync } from '@/lib/data/mirror/sync-work';
import type { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/env';
import { auditOf, clock, isDisconnected, tick, work } from './testing/mirror';

const SEEDED = 42;
const HOUR = 60 * MINUTE;

beforeEach(async () => {
  clock.now = Math.max(clock.now, NOW.getTime()) + 48 * HOUR;
  await emulator.reset();
  await query('DELETE FROM sync_run');
  // Those of before are no accounts of Stripe's any more; a sync would ask for each by itself.
  await query(`UPDATE account SET disconnected_at = now() WHERE id LIKE 'acct_1Crowd%'`);
});

const start = () => startSync(as('operator', tick()), undefined);
const status = () => getSync(as('support', tick()), undefined);
const lists = async () =>
  (await emulator.requests()).filter(({ path }) => path === '/v1/accounts').length;

/** Works on a run until it has ended. */
async function workToTheEnd() {
  for (let round = 0; round < 50; round += 1) {
    await work();
    const { running, last } = await status();
    if (!running) return last;
    clock.now += MINUTE;
  }
  throw new Error('The sync does not end.');
}

/** A pause that ends the process after so many pages, as a crash would. */
const crashAfter = (pages: number) => {
  let done = 0;
  return async () => {
    done += 1;
    if (done === pages) throw new Error('crash');
  };
};

describe('a sync', () => {
  test('brings all accounts into the mirror and counts what it did', async () => {
    await emulator.crowd(250);
    const started = await start();
    expect(started).toMatchObject({ kind: 'full', status: 'running', accounts: 0 });
    expect(await workToTheEnd()).toMatchObject({
      id: started.id,
      ...{ status: 'done', pages: 3, accounts: SEEDED + 250, waiting: null, error: null },
      by: { kind: 'user', name: 'Test operator' },
    });
    const [row] = await query<{ n: number }>(
      `SELECT count(*)::int AS n FROM account WHERE id LIKE 'acct_1Crowd%'`,
    );
    expect(row?.n).toBe(250);
    expect(await auditOf(started.id)).toMatchObject([{ action: 'mirror.sync' }]);
    const nextAt = new Date(new Date(started.startedAt).getTime() + 24 * HOUR).toISOString();
    expect((await status()).nextAt).toBe(nextAt);
  });

  test('finds what changed, and writes nothing where nothing did', async () => {
    await start();
    await workToTheEnd();
    await emulator.patchAccount('acct_1NkDjjJyhOZfPCWt', { email: 'new@skylark.example' });
    await start();
    const added = await rowsAddedBy(async () => {
      expect(await workToTheEnd()).toMatchObject({ added: 0, changed: 1, disconnected: 0 });
    });
    expect(added).toEqual({ account_traits: 1, audit_entry: 1 });
  });

  test('is one at a time, however many start it', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, start));
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(7);
    expect(refused.every((error: AppError) => error.code === 'conflict')).toBe(true);
    await Promise.all([work(), work(), work()]);
    expect((await status()).last).toMatchObject({ status: 'done', accounts: SEEDED });
  });

  test('goes on behind the last page after a crash, with another worker', async () => {
    await emulator.crowd(450);
    await start();
    await expect(work({ pause: crashAfter(2) })).rejects.toThrow('crash');
    expect((await status()).running).toMatchObject({ pages: 2, accounts: 200 });
    // Who crashed still has it, for all that others know.
    expect(await work()).toBe(0);
    const asked = await lists();
    clock.now += 2 * MINUTE;
    expect(await workToTheEnd()).toMatchObject({ status: 'done', accounts: SEEDED + 450 });
    expect((await lists()) - asked).toBe(3);
  });

  test('goes on where the account that it stood at has left the platform', async () => {
    await emulator.crowd(250);
    await start();
    await expect(work({ pause: crashAfter(1) })).rejects.toThrow('crash');
    const [row] = await query<{ cursor: string }>('SELECT cursor FROM sync_run');
    await emulator.revokeAccount(row?.cursor ?? '');
    clock.now += 2 * MINUTE;
    expect(await workToTheEnd()).toMatchObject({ status: 'done', accounts: SEEDED + 250 });
  });

  test('that is cancelled saves nothing more', async () => {
    await emulator.crowd(250);
    const { id } = await start();
    let pages = 0;
    await work({
      pause: async () => {
        pages += 1;
        if (pages === 1) await cancelSync(as('operator', tick()), undefined);
      },
    });
    const { running, last } = await status();
    expect(running).toBeNull();
    expect(last).toMatchObject({
      id,
      status: 'cancelled',
      pages: 1,
      by: { name: 'Test operator' },
    });
    expect(await failure(cancelSync(as('operator', tick()), undefined))).toMatchObject({
      code: 'conflict',
    });
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      'mirror.sync',
      'mirror.cancel',
    ]);
  });
});

describe('while Stripe has trouble', () => {
  const path = '/v1/accounts';
  const waits = async () => (await status()).running?.waiting;
  const untilIn = (waiting: { until: string } | null | undefined) =>
    Math.round((Date.parse(waiting?.until ?? '') - clock.now) / 1000);

  test.each([
    [
      '429',
      { kind: 'status', status: 429, times: 2, headers: { 'Retry-After': '90' } },
      'rate_limited',
      90,
    ],
    [
      '429 that asks for a day',
      { kind: 'status', status: 429, times: 2, headers: { 'Retry-After': '86400' } },
      'rate_limited',
      900,
    ],
    ['500', { kind: 'status', status: 500, times: 3 }, 'stripe_unavailable', 5],
    ['a reset', { kind: 'reset', times: 6 }, 'stripe_unavailable', 5],
  ] as const)('%s: the sync waits, and then goes on', async (_what, fault, code, seconds) => {
    await start();
    await emulator.fault({ path, method: 'GET', ...fault });
    await work();
    const waiting = await waits();
    expect(waiting?.code).toBe(code);
    expect(untilIn(waiting)).toBe(seconds);
    expect(await work()).toBe(0);
    clock.now += 20 * MINUTE;
    await fetch(`${env().STRIPE_API_BASE}/_emulator/faults`, { method: 'DELETE' });
    expect(await workToTheEnd()).toMatchObject({ status: 'done', accounts: SEEDED });
  });

  test('that does not pass by itself it fails, and says why', async () => {
    await start();
    await emulator.fault({ kind: 'status', status: 401, path });
    await work();
    const { running, last } = await status();
    expect(running).toBeNull();
    expect(last).toMatchObject({ status: 'failed', error: expect.stringContaining('Stripe') });
  });

  test('it gives up after a day without a page', async () => {
    await start();
    await emulator.fault({ kind: 'status', status: 500, path });
    await work();
    clock.now += 25 * HOUR;
    await work();
    expect((await status()).last?.status).toBe('failed');
  });
});

describe('an account that the list no longer has', () => {
  test('is disconnected where Stripe says that it is none of ours, and only then', async () => {
    const stranger = await newAccount();
    await start();
    await workToTheEnd();
    expect(await isDisconnected(stranger)).toBe(true);
    expect((await auditOf(stranger)).at(-1)).toMatchObject({
      action: 'account.disconnect',
      actor_kind: 'system',
      after: { because: 'account_invalid' },
    });
    await emulator.revokeAccount('acct_1NkDjjJyhOZfPCWt');
    await start();
    expect(await workToTheEnd()).toMatchObject({ checked: 1, disconnected: 1 });
    expect(await isDisconnected('acct_1NkDjjJyhOZfPCWt')).toBe(true);
    await emulator.restoreAccount('acct_1NkDjjJyhOZfPCWt');
    await start();
    await workToTheEnd();
    expect(await isDisconnected('acct_1NkDjjJyhOZfPCWt')).toBe(false);
  });
});

describe('the schedule', () => {
  const due = (after: number) => startDueSync(asSystem(new Date(clock.now + after)), undefined);

  test('starts a run where there was none, and then once a day, whoever looks', async () => {
    const runs = await Promise.all([due(0), due(0), due(0)]);
    expect(runs.filter((id) => id !== null)).toHaveLength(1);
    await workToTheEnd();
    expect((await status()).last?.kind).toBe('reconcile');
    expect(await due(23 * HOUR)).toBeNull();
    expect(await due(25 * HOUR)).not.toBeNull();
  });

  test('can be switched off', async () => {
    const { MIRROR_SYNC_HOURS } = env();
    env().MIRROR_SYNC_HOURS = 0;
    expect(await due(0)).toBeNull();
    expect((await status()).nextAt).toBeNull();
    env().MIRROR_SYNC_HOURS = MIRROR_SYNC_HOURS;
  });
});

test('who works on a run has it alone', async () => {
  await start();
  const context = asSystem(tick());
  const taken = await Promise.all([1, 2, 3].map(() => takeSync(context, undefined)));
  expect(taken.filter((run) => run !== null)).toHaveLength(1);
});

vi.setConfig({ testTimeout: 60_000 });
