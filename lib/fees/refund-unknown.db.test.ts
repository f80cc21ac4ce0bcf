import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { as, asSystem, emulator, failure, MINUTE, query } from '@/e2e/support/verbs';
import { listAudit } from '@/lib/data/audit';
import { takeRefunds } from '@/lib/data/fees/refund-requests';
import { env } from '@/lib/env';
import { clock, PARTS, tick } from '@/lib/mirror/testing/mirror';
import { resolveRefunds } from './resolve';
import {
  asked,
  atStripe,
  entries,
  get,
  HOUR,
  made,
  newFee,
  refund,
  refundElsewhere,
  withoutFees,
} from './testing/refunds';

beforeEach(withoutFees);

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
