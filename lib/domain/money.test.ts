import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { moneyInput, moneyWord, parseMoney } from './money';

test.each([
  [1250, 'usd', '$12.50', '12.50'],
  [5, 'usd', '$0.05', '0.05'],
  [0, 'eur', '€0.00', '0.00'],
  [123_456_789, 'gbp', '£1,234,567.89', '1234567.89'],
  [1250, 'jpy', '¥1,250', '1250'],
  [1250, 'JPY', '¥1,250', '1250'],
  [1250, 'krw', '₩1,250', '1250'],
  [1250, 'kwd', 'KWD 1.250', '1.250'],
  [7, 'bhd', 'BHD 0.007', '0.007'],
  // Counted in hundredths, written without decimals, unless there are some all the same.
  [500, 'isk', 'ISK 5', '5'],
  [550, 'isk', 'ISK 5.50', '5.50'],
  [120_000, 'ugx', 'UGX 1,200', '1200'],
  // Two decimals at Stripe, whatever a locale makes of them.
  [1250, 'huf', 'HUF 12.50', '12.50'],
  [1250, 'twd', 'NT$12.50', '12.50'],
  [1250, 'mga', 'MGA 1,250', '1250'],
  [999_999_999_999_999, 'usd', '$9,999,999,999,999.99', '9999999999999.99'],
  [-1250, 'usd', '-$12.50', '-12.50'],
  [1250, 'nonsense', '12.50 NONSENSE', '12.50'],
])('%i of %s is %s', (minor, currency, word, input) => {
  expect(moneyWord(minor, currency).replaceAll('\u00a0', ' ')).toBe(word);
  expect(moneyInput(minor, currency)).toBe(input);
});

describe('what is typed', () => {
  it.each([
    ['12.50', 'usd', 1250],
    ['12,5', 'usd', 1250],
    ['12', 'usd', 1200],
    ['12.', 'usd', 1200],
    [' 0.29 ', 'usd', 29],
    ['1.005', 'kwd', 1005],
    ['1.1', 'kwd', 1100],
    ['1250', 'jpy', 1250],
    ['5', 'isk', 500],
    ['00012.50', 'usd', 1250],
    ['999999999999.99', 'usd', 99_999_999_999_999],
  ])('%s of %s counts as %i', (typed, currency, minor) => {
    expect(parseMoney(typed, currency)).toEqual({ minor });
  });

  it.each([
    ['', 'usd', 'Write the amount like 12.50.'],
    ['abc', 'usd', 'Write the amount like 12.50.'],
    ['-1', 'usd', 'Write the amount like 12.50.'],
    ['1e3', 'usd', 'Write the amount like 12.50.'],
    ['1,000.00', 'usd', 'Write the amount like 12.50.'],
    ['1 000', 'jpy', 'Write the amount like 12.'],
    ['$5', 'usd', 'Write the amount like 12.50.'],
    ['.5', 'usd', 'Write the amount like 12.50.'],
    ['12.345', 'usd', 'USD has 2 decimals at most.'],
    ['1.0005', 'kwd', 'KWD has 3 decimals at most.'],
    ['12.5', 'jpy', 'JPY has no decimals.'],
    ['5.50', 'isk', 'ISK has no decimals.'],
    ['0', 'usd', 'The amount must be more than nothing.'],
    ['0.00', 'usd', 'The amount must be more than nothing.'],
    ['1'.repeat(13), 'usd', 'Write the amount like 12.50.'],
  ])('"%s" of %s is refused', (typed, currency, problem) => {
    expect(parseMoney(typed, currency)).toEqual({ problem });
  });

  it('is what was shown, to the last digit, up to twelve digits before the point', () => {
    const currency = fc.constantFrom('usd', 'jpy', 'kwd', 'eur', 'huf');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 14 - 1 }), currency, (minor, code) => {
        fc.pre(code !== 'jpy' || minor < 10 ** 12);
        expect(parseMoney(moneyInput(minor, code), code)).toEqual({ minor });
      }),
    );
  });
});
