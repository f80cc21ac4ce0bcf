import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { as, emulator, failure, rowsAddedBy, withScopes } from '@/e2e/support/verbs';
import { SCOPES } from '@/lib/domain/permissions';
import {
  ACCOUNT,
  asked,
  atStripe,
  entries,
  get,
  made,
  newFee,
  REASON,
  refund,
  refundElsewhere,
  withoutFees,
} from './testing/refunds';

beforeEach(withoutFees);

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

vi.setConfig({ testTimeout: 60_000 });
