import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsAsDisconnected, countsAsRefused, showsConnected } from './connection-news';
import { isStuck, nextSyncAt, waitAfter } from './mirror';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const HOUR = 3_600_000;
const at = (ms: number) => new Date(NOW.getTime() + ms);

describe('a wait', () => {
  test.each([
    [1, 0.5, undefined, 1_000],
    [2, 0.5, undefined, 2_000],
    [9, 0.5, undefined, 256_000],
    [10, 0.5, undefined, 300_000],
    [1_000, 0.5, undefined, 300_000],
    [1, 0, undefined, 750],
    [1, 0.5, 30, 30_000],
    [1, 0.5, 86_400, 900_000],
    [10, 0.5, 1, 300_000],
  ])('after failure %d with chance %d, asked for %s s, is %d ms', (tries, chance, asked, ms) => {
    expect(waitAfter(tries, chance, asked)).toBe(ms);
  });

  test('lies within bounds', () => {
    const inputs = [
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 0.999 }),
    ] as const;
    fc.assert(
      fc.property(...inputs, fc.integer({ min: 0, max: 1e9 }), (tries, chance, asked) => {
        const ms = waitAfter(tries, Number.isNaN(chance) ? 0 : chance, asked);
        expect(ms).toBeGreaterThanOrEqual(750);
        expect(ms).toBeLessThanOrEqual(900_000);
      }),
    );
  });
});

test('a run is stuck after a day without getting on', () => {
  expect(isStuck(at(-24 * HOUR), NOW)).toBe(false);
  expect(isStuck(at(-24 * HOUR - 1), NOW)).toBe(true);
});

test.each([
  ['the first time, at once', null, 24, 0],
  ['by the hours since the last began', { startedAt: at(-HOUR), status: 'done' }, 24, 23 * HOUR],
  ['sooner after a failure', { startedAt: NOW, status: 'failed' }, 24, HOUR],
  ['no later than the schedule says', { startedAt: NOW, status: 'failed' }, 1, HOUR],
  [
    'after one that was cancelled as after any',
    { startedAt: NOW, status: 'cancelled' },
    2,
    2 * HOUR,
  ],
] as const)('the next sync is due %s', (_what, last, hours, due) => {
  expect(nextSyncAt(last, hours, NOW)).toEqual(at(due));
});

test('without hours there is no schedule', () => expect(nextSyncAt(null, 0, NOW)).toBeNull());

describe('the connection', () => {
  const known = (more: object = {}) => ({
    ...{ disconnectedAt: null, disconnectionSeenAt: null, connectionEventAt: null },
    ...{ syncedAt: at(-HOUR), ...more },
  });

  test('is shown by an answer that was asked for after its end was heard of', () => {
    const gone = known({ disconnectedAt: at(-5_000), disconnectionSeenAt: at(0) });
    expect(showsConnected(known(), at(-HOUR))).toBe(true);
    expect(showsConnected(gone, at(-1))).toBe(false);
    expect(showsConnected(gone, at(0))).toBe(false);
    expect(showsConnected(gone, at(1))).toBe(true);
    expect(showsConnected(known({ disconnectedAt: at(0) }), at(0))).toBe(false);
  });

  test('ends by an event, unless something later is known', () => {
    expect(countsAsDisconnected(known(), at(0))).toBe(true);
    expect(countsAsDisconnected(known({ connectionEventAt: at(1) }), at(0))).toBe(false);
    expect(countsAsDisconnected(known({ connectionEventAt: at(0) }), at(0))).toBe(true);
    expect(countsAsDisconnected(known({ syncedAt: at(59_000) }), at(0))).toBe(true);
    expect(countsAsDisconnected(known({ syncedAt: at(61_000) }), at(0))).toBe(false);
  });

  test('ends by a refusal, unless Stripe was asked later and had it', () => {
    expect(countsAsRefused(known(), at(0))).toBe(true);
    expect(countsAsRefused(known({ syncedAt: at(1) }), at(0))).toBe(false);
  });
});
