import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AppError } from '../errors';
import { feeFacts, feeRefundFacts } from './facts';
import { feeState, isSettled, leftOf, listFrom, mayAskAgain, refundAmount } from './rules';

const usd = (amount: number, amountRefunded = 0) => ({ amount, amountRefunded, currency: 'usd' });

test.each([
  [1000, 0, 'kept', 1000],
  [1000, 1, 'partly_refunded', 999],
  [1000, 1000, 'refunded', 0],
  [0, 0, 'kept', 0],
])('a fee of %i with %i refunded is %s, with %i left', (amount, refunded, state, left) => {
  expect(feeState(usd(amount, refunded))).toBe(state);
  expect(leftOf(usd(amount, refunded))).toBe(left);
});

describe('a refund', () => {
  it.each([
    [usd(1000), {}, 1000],
    [usd(1000, 400), {}, 600],
    [usd(1000, 400), { amount: 600 }, 600],
    [usd(1000, 400), { amount: 1, expectedRefunded: 400 }, 1],
  ])('of %o as %o comes to %i', (fee, wish, amount) => {
    expect(refundAmount(fee, wish)).toBe(amount);
  });

  const refusal = (...[fee, wish]: Parameters<typeof refundAmount>) => {
    try {
      refundAmount(fee, wish);
    } catch (error) {
      if (error instanceof AppError) return error;
    }
    throw new Error('This was not refused.');
  };

  it('of more than is left is refused, and says what is left', () => {
    const error = refusal(usd(1000, 400), { amount: 601 });
    expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/amount' }] });
    expect(error.message).toContain('$6.00');
  });

  it('of a fee that is refunded whole is refused', () => {
    expect(refusal(usd(1000, 1000), {})).toMatchObject({ code: 'conflict' });
  });

  it('that expected another sum is refused, and shows both sides', () => {
    expect(refusal(usd(1000, 400), { expectedRefunded: 0 })).toMatchObject({
      code: 'conflict',
      members: {
        conflict: {
          expected: { amountRefunded: 0 },
          current: { amountRefunded: 400, left: 600 },
        },
      },
    });
  });

  it('never brings the sum above the fee, whatever is wished and in whatever order', () => {
    const wish = fc.record({
      amount: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: undefined }),
      expectedRefunded: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), fc.array(wish), (amount, wishes) => {
        let refunded = 0;
        for (const one of wishes) {
          try {
            const sum = refundAmount(usd(amount, refunded), one);
            expect(sum).toBeGreaterThan(0);
            if (one.amount !== undefined) expect(sum).toBe(one.amount);
            refunded += sum;
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
          expect(refunded).toBeLessThanOrEqual(amount);
        }
      }),
    );
  });
});

test('the same refund is asked for again only while Stripe keeps its key', () => {
  const at = new Date('2026-11-22T12:00:00Z');
  const after = (hours: number) => new Date(at.getTime() + hours * 3_600_000);
  expect([mayAskAgain(at, after(19)), mayAskAgain(at, after(21))]).toEqual([true, false]);
  // In between it is only looked for.
  expect([isSettled(at, after(24)), isSettled(at, after(26))]).toEqual([false, true]);
  expect(listFrom(null)).toBeNull();
  expect(listFrom(at)).toEqual(after(-30 * 24));
});

describe('what Stripe says of a fee', () => {
  const refund = {
    id: 'fr_1',
    object: 'fee_refund',
    fee: 'fee_1',
    amount: 40,
    created: 1_700_000_100,
    metadata: { switchyard_refund: 'x', other: 'y' },
  };
  const fee = {
    id: 'fee_1',
    object: 'application_fee',
    account: 'acct_1',
    amount: 100,
    amount_refunded: 40,
    charge: 'ch_1',
    created: 1_700_000_000,
    currency: 'usd',
    refunds: { object: 'list', data: [refund], has_more: false },
  };

  it('is read, expanded objects too', () => {
    const facts = feeFacts({ ...fee, account: { id: 'acct_1' }, charge: { id: 'ch_1' } });
    expect(facts).toEqual({
      ...{ id: 'fee_1', account: 'acct_1', charge: 'ch_1', amount: 100, amountRefunded: 40 },
      ...{ currency: 'usd', createdAt: new Date('2023-11-14T22:13:20Z') },
      refunds: [feeRefundFacts(refund)],
    });
    expect(facts?.refunds[0]?.request).toBe('x');
    expect(feeFacts({ ...fee, charge: null })?.charge).toBeNull();
  });

  it.each([
    null,
    'fee_1',
    {},
    { ...fee, id: 'ch_1' },
    { ...fee, amount: -1 },
    { ...fee, amount: 1.5 },
    { ...fee, amount_refunded: 101 },
    { ...fee, currency: 'USD' },
    { ...fee, account: 'x' },
    { ...fee, refunds: { data: [{ id: 'fr_1' }] } },
  ])('%o is no fee', (object) => {
    expect(feeFacts(object)).toBeNull();
  });
});
