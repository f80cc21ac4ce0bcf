import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedTraits, flippedCells } from './account-news';
import { traitsOf, worldOf } from './testing/fixtures';

const express = traitsOf('express');

describe('what Stripe says differently', () => {
  test('is nothing where all is the same, in whatever order, and where only tags differ', () => {
    const { capabilities } = express;
    const turned = Object.fromEntries(Object.entries(capabilities).reverse());
    expect(changedTraits(express, { ...express, capabilities: turned, tags: ['vip'] })).toBeNull();
  });

  test('is what differs alone, of capabilities too', () => {
    const after = {
      ...express,
      country: 'DE',
      capabilities: { card_payments: 'active', transfers: 'pending', treasury: 'active' },
    };
    expect(changedTraits(express, after)).toEqual({
      before: { country: 'US', capabilities: { transfers: 'active' } },
      after: { country: 'DE', capabilities: { transfers: 'pending', treasury: 'active' } },
    });
  });

  test('turns round where the sides do', () => {
    const some = fc.record({
      country: fc.constantFrom('US', 'DE', null),
      detailsSubmitted: fc.boolean(),
      capabilities: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y')),
    });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [a, b] = [
          { ...express, ...one },
          { ...express, ...other },
        ];
        const [there, back] = [changedTraits(a, b), changedTraits(b, a)];
        expect(back).toEqual(there && { before: there.after, after: there.before });
      }),
    );
  });
});

describe('the cells that turn', () => {
  const settings = { financial_account: 'on', 'financial_account.send_money': 'on' } as const;
  const withTreasury = { ...express, capabilities: { treasury: 'active' } };

  test('are a component with its features where its capability comes', () => {
    const flipped = flippedCells(worldOf(express, settings), worldOf(withTreasury, settings));
    expect(flipped).toContainEqual({ cell: 'financial_account', before: false, after: true });
    expect(flipped).toContainEqual({
      ...{ cell: 'financial_account.send_money', before: false, after: true },
    });
    expect(flipped.every(({ cell }) => cell.startsWith('financial_account'))).toBe(true);
  });

  test('are none where the merchant has no such component, or where nothing turns', () => {
    expect(flippedCells(worldOf(express, {}), worldOf(withTreasury, {}))).toEqual([]);
    expect(flippedCells(worldOf(express, settings), worldOf(express, settings))).toEqual([]);
  });
});
