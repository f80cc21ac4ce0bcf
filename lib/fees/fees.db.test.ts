import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  as,
  emulator,
  failure,
  importAccount,
  MINUTE,
  NOW,
  newAccount,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { listFees } from '@/lib/data/fees/fees';
import { takeFeeSync } from '@/lib/data/fees/sync-work';
import { type FeeView, feePage } from '@/lib/domain/fees/views';
import { env } from '@/lib/env';
import { contextAt } from '@/lib/mirror/parts';
import { clock, PARTS, SECRET, tick, webhookServer } from '@/lib/mirror/testing/mirror';
import { getFee } from './get-fee';
import { startFeeSyncIfDue, workOnFeeSync } from './sync';

/** The account of the emulator's seed that has many fees, and one of another country. */
const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';
const FEES = 47;
const HOUR = 60 * MINUTE;

beforeEach(async () => {
  clock.now = Math.max(clock.now, NOW.getTime()) + 48 * HOUR;
  await emulator.reset();
  await query('TRUNCATE fee_sync, fee_refund_request, application_fee_refund, application_fee');
  await importAccount(ACCOUNT);
});

const work = (more: Partial<typeof PARTS> = {}) => workOnFeeSync({ ...PARTS, ...more });
const start = () => startFeeSyncIfDue(tick());
// What is documented is what comes out.
const list = async (filter: object = {}) =>
  feePage.parse(await listFees(as('support', tick()), { account: ACCOUNT, ...filter }));
const lists = async () =>
  (await emulator.requests()).filter(({ path }) => path === '/v1/application_fees');
const known = async () =>
  (await query<{ n: number }>('SELECT count(*)::int AS n FROM application_fee'))[0]?.n;

async function syncAll() {
  await start();
  await work();
}

describe('a sync', () => {
  test('reads all fees of all accounts, whether or not the mirror knows them', async () => {
    expect((await list()).sync).toMatchObject({ complete: false, running: false });
    await start();
    expect((await list()).sync).toMatchObject({ complete: false, running: true });
    await work();
    const { sync } = await list();
    expect(sync).toMatchObject({ complete: true, running: false, error: null });
    expect(await known()).toBe(sync.fees);
    expect(sync.fees).toBeGreaterThan(100);
    const [row] = await query<{ accounts: number }>(
      'SELECT count(DISTINCT account_id)::int AS accounts FROM application_fee',
    );
    expect(row?.accounts).toBeGreaterThan(20);
  });

  test('is one, however many start it, and nobody works on it beside another', async () => {
    await Promise.all([start(), start(), start()]);
    const context = contextAt(tick());
    const taken = await Promise.all([1, 2, 3].map(() => takeFeeSync(context, undefined)));
    expect(taken.filter((run) => run !== null)).toHaveLength(1);
  });

  test('goes on behind the last page after a crash', async () => {
    await start();
    const crash = { pause: () => Promise.reject(new Error('crash')) };
    await expect(work(crash)).rejects.toThrow('crash');
    expect(await known()).toBe(100);
    // Who crashed still has it, for all that others know.
    expect(await work()).toBe(0);
    clock.now += 2 * MINUTE;
    await work();
    expect((await list()).sync).toMatchObject({ complete: true });
    const asked = (await lists()).map(({ params }) => params.starting_after);
    expect(asked.filter((after) => after === undefined)).toHaveLength(1);
  });

  test('afterwards reads what was created since a month before, and what is new', async () => {
    clock.now = Date.parse('2026-06-01T00:00:00Z');
    await syncAll();
    clock.now += 25 * HOUR;
    const { id } = await emulator.takeFee({
      account: ACCOUNT,
      amount: 700,
      created: Math.floor(clock.now / 1000),
    });
    await syncAll();
    expect((await list({ limit: 1 })).data[0]?.id).toBe(id);
    const last = (await lists()).at(-1);
    expect(last?.params.created).toEqual({
      gte: String(Date.parse('2026-05-02T00:00:00Z') / 1000),
    });
  });

  test('waits while Stripe has trouble, and then goes on', async () => {
    await emulator.fault({ kind: 'status', status: 500, path: '/v1/application_fees', times: 3 });
    await syncAll();
    expect((await list()).sync).toMatchObject({ running: true, error: null });
    clock.now += MINUTE;
    await work();
    expect((await list()).sync).toMatchObject({ complete: true });
  });

  test('fails where Stripe refuses, says why, and is tried again', async () => {
    await emulator.fault({ kind: 'status', status: 403, path: '/v1/application_fees', times: 1 });
    await syncAll();
    const { sync } = await list();
    expect(sync).toMatchObject({ running: false, error: expect.stringContaining('Stripe') });
    clock.now += 2 * HOUR;
    await syncAll();
    expect((await list()).sync).toMatchObject({ complete: true, error: null });
  });

  test('writes nothing anew where nothing changed', async () => {
    await syncAll();
    clock.now += 25 * HOUR;
    expect(await rowsAddedBy(syncAll)).toEqual({});
  });
});

describe('an account’s fees', () => {
  test('come in pages, the newest first, each once', async () => {
    await syncAll();
    const all: FeeView[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 10, cursor });
      all.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(all.map(({ id }) => id)).size).toBe(FEES);
    expect(all.every(({ account }) => account === ACCOUNT)).toBe(true);
    const dates = all.map(({ createdAt }) => createdAt);
    expect(dates).toEqual([...dates].sort().reverse());
  });

  test('are found by their state and by when they were created', async () => {
    await syncAll();
    const states = ['kept', 'partly_refunded', 'refunded'] as const;
    const counts = await Promise.all(
      states.map(async (state) => {
        const { data } = await list({ state, limit: 100 });
        expect(data.every((fee) => fee.state === state)).toBe(true);
        return data.length;
      }),
    );
    expect(counts.every((count) => count > 3)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count)).toBe(FEES);
    const [newest, second] = (await list({ limit: 2 })).data;
    const from = newest?.createdAt;
    expect((await list({ from })).data.map(({ id }) => id)).toEqual([newest?.id]);
    const before = await list({ to: from, limit: 1 });
    expect(before.data[0]?.id).toBe(second?.id);
  });

  test('of an account that is not known are not found; of one without fees there are none', async () => {
    const context = as('support', tick());
    const nobody = listFees(context, { account: 'acct_1Nobody' });
    expect(await failure(nobody)).toMatchObject({ code: 'account_not_found' });
    expect((await listFees(context, { account: await newAccount() })).data).toEqual([]);
    expect(await failure(list({ cursor: 'x' }))).toMatchObject({ code: 'invalid_request' });
  });
});

describe('one fee', () => {
  const one = async (state: string) => {
    const [fee] = (await list({ state, limit: 1 })).data;
    if (!fee) throw new Error('There is no such fee.');
    return fee;
  };
  const get = (id: string) => getFee(as('auditor', tick()), { id });

  test('comes from Stripe, also where it was not known', async () => {
    const { id } = await emulator.takeFee({ account: ACCOUNT, amount: 1234, currency: 'jpy' });
    expect(await get(id)).toMatchObject({
      ...{ id, account: ACCOUNT, amount: 1234, left: 1234, currency: 'jpy', state: 'kept' },
      ...{ fresh: true, refunds: [], requests: [], open: null },
    });
  });

  test('has its refunds', async () => {
    await syncAll();
    const fee = await get((await one('partly_refunded')).id);
    expect(fee.refunds.length).toBeGreaterThan(0);
    const sum = fee.refunds.reduce((all, { amount }) => all + amount, 0);
    expect(fee).toMatchObject({ amountRefunded: sum, left: fee.amount - sum });
  });

  test('is the one that is kept while Stripe does not answer, and says of when', async () => {
    await syncAll();
    const { id, checkedAt } = await one('kept');
    await emulator.fault({ kind: 'reset', path: '/v1/application_fees' });
    expect(await get(id)).toMatchObject({ id, fresh: false, checkedAt });
    expect(await failure(get('fee_1Unknown'))).toMatchObject({ code: 'not_found' });
  });
});

describe('events', () => {
  let server: Awaited<ReturnType<typeof webhookServer>>;
  beforeAll(async () => {
    server = await webhookServer();
  });
  afterAll(() => server.close());
  // The emulator signs by the real clock, so here the tests' clock is the real one.
  beforeEach(async () => {
    clock.now = Date.now();
    await emulator.webhook(server.url, SECRET);
  });

  async function refundAtStripe(fee: string, amount: number) {
    const { STRIPE_API_BASE, STRIPE_SECRET_KEY } = env();
    const answer = await fetch(`${STRIPE_API_BASE}/v1/application_fees/${fee}/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
      body: new URLSearchParams({ amount: String(amount) }),
    });
    expect(answer.status).toBe(200);
  }

  const state = async (id: string) => (await list()).data.find((fee) => fee.id === id);

  test('tell of a new fee and of its refunds, without a call of Stripe', async () => {
    const { id } = await emulator.takeFee({ account: ACCOUNT, amount: 900 });
    expect(await state(id)).toMatchObject({ amount: 900, left: 900 });
    await refundAtStripe(id, 300);
    await vi.waitFor(async () => expect((await state(id))?.amountRefunded).toBe(300));
    const all = await emulator.requests();
    const reads = all.filter(({ method, path }) => method === 'GET' && path.includes('fees'));
    expect(reads).toEqual([]);
    expect((await getFee(as('support'), { id })).refunds).toHaveLength(1);
  });

  test('count once, and do no harm where they come late', async () => {
    const taken = await emulator.takeFee({ account: ACCOUNT, amount: 900 });
    const { id } = taken;
    const older = { ...taken, object: 'application_fee' };
    await refundAtStripe(id, 300);
    await refundAtStripe(id, 200);
    await vi.waitFor(async () => expect((await state(id))?.amountRefunded).toBe(500));
    const event = { type: 'application_fee.created', account: null, object: older };
    const sent = await emulator.emit({ ...event, id: 'evt_late', created: 7, times: 3 });
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await state(id))?.amountRefunded).toBe(500);
    const kept = await query(`SELECT type, outcome FROM stripe_event WHERE id = 'evt_late'`);
    expect(kept).toEqual([{ type: 'application_fee.created', outcome: 'saved' }]);
  });

  test('of a refund alone add it to its fee, if that is known', async () => {
    const { id } = await emulator.takeFee({ account: ACCOUNT, amount: 900 });
    const refund = (fee: string, n: number) => ({
      type: 'application_fee.refund.updated',
      account: null,
      object: { id: `fr_alone${n}`, object: 'fee_refund', fee, amount: 100, created: 7 },
    });
    await emulator.emit({ ...refund(id, 1), times: 2 });
    expect(await state(id)).toMatchObject({ amountRefunded: 100, state: 'partly_refunded' });
    const [answer] = await emulator.emit(refund('fee_1Unknown', 2));
    expect(answer?.status).toBe(200);
  });

  test('with what is no fee are taken and left alone', async () => {
    const event = { type: 'application_fee.created', account: null, object: { id: 'fee_x' } };
    const added = await rowsAddedBy(async () => {
      expect((await emulator.emit(event))[0]?.status).toBe(200);
    });
    expect(added).toEqual({});
  });
});

vi.setConfig({ testTimeout: 60_000 });
