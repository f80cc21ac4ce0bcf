import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextTry, retryAfterMs, type SendResult, verdictOf, WAITS_MS } from './notice-attempts';

const NOW = new Date('2031-01-01T00:00:00Z');
const DAY = 86_400_000;
const waitOf = (tries: number, chance = 0.5, retryAfter: string | null = null) => {
  const at = nextTry(tries, { now: NOW, chance, retryAfter });
  return at && at.getTime() - NOW.getTime();
};
const answered = (httpStatus: number, retryAfter: string | null = null): SendResult => ({
  ...{ httpStatus, error: null, retryAfter, ms: 5 },
});
const verdict = (result: SendResult, tries = 1) =>
  verdictOf(result, tries, { now: NOW, chance: 0.5 });

describe('waiting for the next attempt', () => {
  test('grows from seconds to a day, and ends', () => {
    const waits = Array.from({ length: 9 }, (_, index) => waitOf(index + 1));
    expect(waits).toEqual([...WAITS_MS, null]);
    expect(waits.slice(0, 2)).toEqual([5_000, 30_000]);
    expect(waits.at(-2)).toBe(DAY);
  });

  test('is spread by a tenth either way, and never shrinks from one to the next', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const tries = fc.integer({ min: 1, max: WAITS_MS.length - 1 });
    fc.assert(
      fc.property(tries, chance, chance, (n, a, b) => {
        const wait = waitOf(n, a) ?? 0;
        expect(Math.abs(wait / (WAITS_MS[n - 1] ?? 0) - 1)).toBeLessThanOrEqual(0.1001);
        expect(waitOf(n + 1, b)).toBeGreaterThan(wait);
      }),
    );
  });

  test('is longer where the receiver asks for it, up to a day, and never shorter', () => {
    expect(waitOf(1, 0.5, '120')).toBe(120_000);
    expect(waitOf(1, 0.5, '1')).toBe(5_000);
    expect(waitOf(1, 0.5, '999999999')).toBe(DAY);
    expect(waitOf(9, 0.5, '60')).toBeNull();
  });
});

test.each<[string | null, number | null]>([
  [null, null],
  ['', null],
  ['30', 30_000],
  ['-1', null],
  ['1.5', null],
  ['soon', null],
  ['Wed, 01 Jan 2031 00:02:00 GMT', 120_000],
  ['Tue, 31 Dec 2030 23:00:00 GMT', 0],
  ['2031', 2_031_000],
])('Retry-After: %s', (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});

describe('after an attempt', () => {
  test.each([200, 201, 202, 204, 299])('%i is delivered', (status) => {
    expect(verdict(answered(status))).toEqual({ status: 'delivered' });
  });

  test.each([301, 302, 307, 400, 401, 404, 429, 500, 503])('%i is tried again', (status) => {
    expect(verdict(answered(status))).toMatchObject({ status: 'pending' });
  });

  test('no answer is tried again', () => {
    const silent: SendResult = { httpStatus: null, error: 'timeout', retryAfter: null, ms: 10_000 };
    const nextAt = new Date(NOW.getTime() + 5_000);
    expect(verdict(silent)).toEqual({ status: 'pending', nextAt });
  });

  test('410 fails at once, and says that the endpoint is gone', () => {
    expect(verdict(answered(410))).toEqual({ status: 'failed', gone: true });
  });

  test('the ninth failure is the last', () => {
    expect(verdict(answered(500), 8)).toMatchObject({ status: 'pending' });
    expect(verdict(answered(500), 9)).toEqual({ status: 'failed', gone: false });
  });
});
