import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  as,
  asSystem,
  emulator,
  failure,
  importAccount,
  MINUTE,
  NOW,
  query,
  rowsAddedBy,
  withScopes,
} from '@/e2e/support/verbs';
import { listAudit } from '@/lib/data/audit';
import { takeRefunds } from '@/lib/data/fees/refund-requests';
import { feeDetail } from '@/lib/domain/fees/views';
import { SCOPES } from '@/lib/domain/permissions';
import { env } from '@/lib/env';
import { clock, PARTS, tick } from '@/lib/mirror/testing/mirror';
import { getFee } from './get-fee';
import { refundFee } from './refund';
import { resolveRefunds } from './resolve';

const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';
const HOUR = 60 * MINUTE;
const REASON = 'Charged twice by mistake';

beforeEach(async () => {
  clock.now = Math.max(clock.now, NOW.getTime()) + 48 * HOUR;
  await emulator.reset();
  await query('TRUNCATE fee_refund_request, application_fee_refund, application_fee');
  await importAccount(ACCOUNT);
});

const newFee = async (amount = 1000) => (await emulator.takeFee({ account: ACCOUNT, amount })).id;

type Wanted = Parameters<typeof refundFee>[1];
const refund = (fee: string, more: Partial<Wanted> = {}, context = as('admin', tick())) =>
  refundFee(context, { fee, reason: REASON, key: randomUUID(), ...more });

const atStripe = (fee: string) => `/v1/application_fees/${fee}/refunds`;

/** The refunds that Stripe has of a fee. */
async function made(fee: string): Promise<{ id: string; amount: number; metadata: object }[]> {
  const { STRIPE_API_BASE, STRIPE_SECRET_KEY } = env();
  const answer = await fetch(`${STRIPE_API_BASE}${atStripe(fee)}`, {
    headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
  });
  return (await answer.json()).data;
}

/** Refunds a fee elsewhere: in Stripe's dashboard, say. */
async function refundElsewhere(fee: string, amount: number) {
  const { STRIPE_API_BASE, STRIPE_SECRET_KEY } = env();
  await fetch(`${STRIPE_API_BASE}${atStripe(fee)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
    body: new URLSearchParams({ amount: String(amount) }),
  });
}

const asked = async (fee: string) =>
  (await emulator.requests()).filter(
    ({ method, path }) => method === 'POST' && path === atStripe(fee),
  );

const entries = async () =>
  (await listAudit(as('auditor'), { action: 'fee.refund', subjectId: ACCOUNT })).data;

// What is documented is what comes out.
const get = async (id: string) => feeDetail.parse(await getFee(as('support', tick()), { id }));

describe('a refund', () => {
  test('of part of a fee and of the rest', async () => {
    const fee = await newFee();
    const first = await refund(fee, { amount: 300, expectedRefunded: 0 });
    expect(first).toMatchObject({
      ...{ fee, account: ACCOUNT, amount: 300, currency: 'usd', reason: REASON, state: 'done' },
      ...{ error: null, by: { kind: 'user', name: 'Test admin' } },
    });
    expect(await get(fee)).toMatchObject({ amountRefunded: 300, left: 700, open: null });
    const second = await refund(fee, { expectedRefunded: 300 });
    expect(second).toMatchObject({ amount: 700, state: 'done' });
    const known = await get(fee);
    expect(known).toMatchObject({ state: 'refunded', left: 0 });
    expect(new Set(known.refunds.map(({ request }) => request))).toEqual(
      new Set([first.id, second.id]),
    );
    expect((await made(fee)).map(({ amount }) => amount)).toEqual([700, 300]);
  });

  test('is in the audit: before Stripe is asked, and how it ended', async () => {
    const fee = await newFee();
    const { id, refund: stripes } = await refund(fee, { amount: 300 });
    const [entry] = await entries();
    expect(entry).toMatchObject({
      action: 'fee.refund',
      reason: REASON,
      actor: { name: 'Test admin' },
      before: { amountRefunded: 0 },
      after: { fee, amount: 300, currency: 'usd', of: 1000, request: id },
      outcome: { result: 'succeeded', detail: { refund: stripes } },
    });
  });

  test('with the same key is the same refund, one after the other and all at once', async () => {
    const fee = await newFee();
    const key = randomUUID();
    const one = await refund(fee, { key, amount: 300, expectedRefunded: 0 });
    const again = await refund(fee, { key, amount: 300, expectedRefunded: 0 });
    expect(again).toEqual(one);
    const other = await newFee();
    const same = { key: randomUUID(), amount: 100 };
    const all = await Promise.all([1, 2, 3, 4].map(() => refund(other, same)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await made(other)).toHaveLength(1);
    expect(await made(fee)).toHaveLength(1);
  });

  test('with a key that came with something else is refused', async () => {
    const [fee, other, key] = [await newFee(), await newFee(), randomUUID()];
    await refund(fee, { key, amount: 300 });
    for (const wrong of [
      refund(fee, { key, amount: 301 }),
      refund(fee, { key }),
      refund(fee, { key, amount: 300, reason: 'Another reason' }),
      refund(other, { key, amount: 300 }),
    ]) {
      expect(await failure(wrong)).toMatchObject({ code: 'invalid_request' });
    }
    expect(await made(other)).toEqual([]);
  });

  test('of more than is left is refused before Stripe is asked, and leaves no trace', async () => {
    const fee = await newFee();
    await get(fee);
    const added = await rowsAddedBy(async () => {
      const error = await failure(refund(fee, { amount: 1001 }));
      expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/amount' }] });
      expect(error.message).toContain('$10.00');
    });
    expect(added).toEqual({});
    expect(await asked(fee)).toEqual([]);
  });

  test('looks first at what was refunded elsewhere', async () => {
    const fee = await newFee();
    await get(fee);
    await refundElsewhere(fee, 800);
    const error = await failure(refund(fee, { amount: 300, expectedRefunded: 0 }));
    expect(error).toMatchObject({
      code: 'conflict',
      members: { conflict: { current: { amountRefunded: 800, left: 200 } } },
    });
    await refundElsewhere(fee, 200);
    expect(await failure(refund(fee))).toMatchObject({ code: 'conflict' });
  });

  test('by several at once never comes to more than the fee', async () => {
    const fee = await newFee();
    const wishes = Array.from({ length: 6 }, () => refund(fee, { amount: 600 }));
    const outcomes = await Promise.allSettled(wishes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await made(fee)).map(({ amount }) => amount)).toEqual([600]);
    for (const one of outcomes) {
      if (one.status === 'rejected')
        expect(['conflict', 'invalid_request']).toContain(one.reason.code);
    }
  });

  test('of a fee that Stripe does not know is not found', async () => {
    expect(await failure(refund('fee_1Unknown'))).toMatchObject({ code: 'not_found' });
  });

  test('is for admins alone', async () => {
    const fee = await newFee();
    for (const context of [as('operator'), as('support'), as('auditor'), withScopes(SCOPES)]) {
      expect(await failure(refund(fee, {}, context))).toMatchObject({ code: 'forbidden' });
    }
    expect(await asked(fee)).toEqual([]);
  });
});

describe('where Stripe refuses', () => {
  test('the refund has failed, and the same key says so again', async () => {
    const fee = await newFee();
    await emulator.fault({ kind: 'status', status: 402, path: atStripe(fee), times: 1 });
    const key = randomUUID();
    const first = await failure(refund(fee, { key, amount: 300 }));
    expect(first.code).toBe('stripe_rejected');
    expect(await failure(refund(fee, { key, amount: 300 }))).toMatchObject({
      code: first.code,
      message: first.message,
    });
    expect((await entries())[0]?.outcome).toMatchObject({ result: 'failed', code: first.code });
    expect(await get(fee)).toMatchObject({
      left: 1000,
      open: null,
      requests: [{ state: 'failed' }],
    });
    expect(await refund(fee, { amount: 300 })).toMatchObject({ state: 'done' });
  });
});

describe('where Stripe does not answer', () => {
  const unanswered = async (kind: 'reset' | 'latency') => {
    const fee = await newFee();
    await get(fee);
    const path = atStripe(fee);
    await emulator.fault(
      kind === 'reset'
        ? { kind, path, method: 'POST' }
        : { kind, path, method: 'POST', latencyMs: 6_000, times: 1 },
    );
    const key = randomUUID();
    const first = await refund(fee, { key, amount: 300, expectedRefunded: 0 });
    expect(first).toMatchObject({ state: 'unknown', refund: null, endedAt: null });
    return { fee, key, first };
  };
  const clearFaults = () =>
    fetch(`${env().STRIPE_API_BASE}/_emulator/faults`, { method: 'DELETE' });
  const resolve = () => {
    clock.now += MINUTE;
    return resolveRefunds(PARTS);
  };

  test('and did nothing, the same refund is asked for again, and then made once', async () => {
    const { fee, key, first } = await unanswered('reset');
    expect((await entries())[0]).toMatchObject({ outcome: null });
    const unknown = await listAudit(as('auditor'), { outcome: 'unknown', action: 'fee.refund' });
    expect(unknown.data).toHaveLength(1);
    // Until it is known, the same key is that refund, and another one waits.
    expect(await refund(fee, { key, amount: 300 })).toMatchObject({
      id: first.id,
      state: 'unknown',
    });
    const other = await failure(refund(fee, { amount: 300 }));
    expect(other).toMatchObject({ code: 'conflict', retryAfter: 5 });
    expect(other.message).toContain('Test admin');
    await resolve();
    expect((await get(fee)).open).toMatchObject({ id: first.id, state: 'unknown' });
    await clearFaults();
    clock.now += 10 * MINUTE;
    await resolve();
    expect(await get(fee)).toMatchObject({ amountRefunded: 300, open: null });
    expect(await refund(fee, { key, amount: 300 })).toMatchObject({ id: first.id, state: 'done' });
    expect(await made(fee)).toMatchObject([
      { amount: 300, metadata: { switchyard_refund: first.id } },
    ]);
    const keys = (await asked(fee)).map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(1);
    expect((await entries())[0]?.outcome).toMatchObject({ result: 'succeeded' });
  });

  test('in time, but did it all the same, that is found out', async () => {
    const { fee, first } = await unanswered('latency');
    await vi.waitFor(async () => expect(await made(fee)).toHaveLength(1), { timeout: 10_000 });
    const before = (await asked(fee)).length;
    await resolve();
    expect(await get(fee)).toMatchObject({
      left: 700,
      requests: [{ id: first.id, state: 'done' }],
    });
    // It was found in the list: nothing was asked for anew.
    expect(await asked(fee)).toHaveLength(before);
    expect(await made(fee)).toHaveLength(1);
  });

  test('for a day, it is not asked for again, and in the end it has failed', async () => {
    const { fee, first } = await unanswered('reset');
    await clearFaults();
    const before = (await asked(fee)).length;
    clock.now += 22 * HOUR;
    await resolve();
    expect((await get(fee)).open).toMatchObject({ id: first.id });
    clock.now += 4 * HOUR;
    await resolve();
    expect(await get(fee)).toMatchObject({
      open: null,
      left: 1000,
      requests: [{ state: 'failed', error: { code: 'stripe_unavailable' } }],
    });
    expect(await asked(fee)).toHaveLength(before);
    expect((await entries())[0]?.outcome).toMatchObject({ result: 'failed' });
  });

  test('and its refund was used up elsewhere meanwhile, it has failed', async () => {
    const { fee } = await unanswered('reset');
    await clearFaults();
    await refundElsewhere(fee, 900);
    await resolve();
    expect(await get(fee)).toMatchObject({
      left: 100,
      open: null,
      requests: [{ state: 'failed' }],
    });
  });

  test('one at a time finds it out', async () => {
    await unanswered('reset');
    clock.now += MINUTE;
    const context = asSystem(tick());
    const taken = await Promise.all([1, 2, 3].map(() => takeRefunds(context, { limit: 5 })));
    expect(taken.flat()).toHaveLength(1);
  });
});

test('a process that dies after it asked leaves a refund that another one finishes', async () => {
  const fee = await newFee();
  const { id } = await refund(fee, { amount: 300 });
  // As if nothing had been written after Stripe was asked.
  await query('ALTER TABLE audit_outcome DISABLE TRIGGER USER');
  await query(
    `DELETE FROM audit_outcome WHERE entry_id = (
       SELECT audit_entry_id FROM fee_refund_request WHERE id = $1)`,
    [id],
  );
  await query('ALTER TABLE audit_outcome ENABLE TRIGGER USER');
  await query(
    `UPDATE fee_refund_request SET state = 'asked', refund_id = NULL, ended_at = NULL,
       next_at = asked_at, lease = gen_random_uuid(), leased_until = asked_at + interval '30 s'
     WHERE id = $1`,
    [id],
  );
  await query('DELETE FROM application_fee_refund WHERE fee_id = $1', [fee]);
  await query('UPDATE application_fee SET amount_refunded = 0 WHERE id = $1', [fee]);
  expect(await resolveRefunds(PARTS)).toBe(0);
  clock.now += MINUTE;
  expect(await resolveRefunds(PARTS)).toBe(1);
  expect(await get(fee)).toMatchObject({ left: 700, requests: [{ id, state: 'done' }] });
  expect(await made(fee)).toHaveLength(1);
});

vi.setConfig({ testTimeout: 60_000 });
