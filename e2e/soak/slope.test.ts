import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../support/random';
import { RULES } from './rules';
import { blocksOf, type Point, theilSen, trendOf, warmed } from './slope';

const EVERY = 5;
const MINUTES = 20;

const series = (value: (at: number) => number, minutes = MINUTES): Point[] =>
  Array.from({ length: (minutes * 60) / EVERY }, (_, n) => ({
    at: n * EVERY,
    value: value(n * EVERY),
  }));

/** Normally distributed, from two that are even. */
const gauss = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * Memory as a console holds it: it fills up, stands, and drifts a little to and fro; now and then some
 * looks meet a heavy page's garbage before it goes.
 */
function memory(seed: number, leakAMinute = 0): Point[] {
  const random = randomFrom(seed);
  let [garbage, looks, drift] = [0, 0, 0];
  return series((at) => {
    looks -= 1;
    if (looks < 0) garbage = 0;
    if (looks < 0 && random() < 0.05) {
      garbage = 8 + random() * 40;
      looks = Math.floor(random() * 3);
    }
    drift = drift * 0.9 + gauss(random) * 0.4;
    const filled = 260 - 60 * Math.exp(-at / 90);
    return filled + garbage + drift + gauss(random) * 0.5 + (leakAMinute * at) / 60;
  });
}

/** A window's p99: mostly alike, now and then many times that. */
function latency(seed: number, growth = 0): Point[] {
  const random = randomFrom(seed);
  return series((at) => {
    const tail = random() < 0.1 ? random() * 120 : 0;
    return 20 * (1 + (growth * at) / 60) * Math.exp(gauss(random) * 0.25) + tail;
  });
}

const verdictOf = (points: readonly Point[], rule = RULES.memory) =>
  trendOf(warmed(points, MINUTES * 60), rule).verdict;

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed + 1);

describe('a leak', () => {
  test('of 1 MB a minute is found in noise like the real one', () => {
    const missed = seeds(300).filter((seed) => verdictOf(memory(seed, 1)) !== 'rises');
    expect(missed.length).toBeLessThanOrEqual(3);
  });

  test('is told with how much it is', () => {
    const trend = trendOf(warmed(memory(7, 1), MINUTES * 60), RULES.memory);
    expect(trend.anHour).toBeGreaterThan(45);
    expect(trend.anHour).toBeLessThan(75);
    expect(trend.anHourAtLeast).toBeLessThan(trend.anHour);
    expect(trend.aDay).toBeCloseTo((trend.anHour * 24) / trend.median, 6);
  });

  test('of a handle every half minute, and of latency by half of it each minute, is found', () => {
    const handles = series((at) => 60 + Math.floor(at / 30));
    expect(verdictOf(handles, RULES.handles)).toBe('rises');
    const missed = seeds(100).filter(
      (seed) => verdictOf(latency(seed, 0.5), RULES.p99) !== 'rises',
    );
    expect(missed.length).toBeLessThanOrEqual(10);
  });
});

describe('flat is', () => {
  test('noise alone', () => {
    const red = seeds(400).filter((seed) => verdictOf(memory(seed)) !== 'flat');
    expect(red).toEqual([]);
    const redLate = seeds(400).filter((seed) => verdictOf(latency(seed), RULES.p99) !== 'flat');
    expect(redLate).toEqual([]);
  });

  test('a cache that fills during the warm-up, or a little after it', () => {
    for (const full of [120, 400, 600]) {
      expect(verdictOf(series((at) => 200 + 40 * Math.min(1, at / full)))).toBe('flat');
    }
  });

  test('one step, whenever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MINUTES * 60 }),
        fc.integer({ min: 0, max: 50 }),
        (when, by) => {
          const stepped = series((at) => 60 + (at >= when ? by : 0));
          expect(verdictOf(stepped, RULES.handles)).toBe('flat');
        },
      ),
    );
  });

  test('what falls, what stands and what grows by less than counts', () => {
    expect(verdictOf(series((at) => 300 - at / 30))).toBe('flat');
    expect(verdictOf(series(() => 12))).toBe('flat');
    expect(verdictOf(series((at) => 300 + at / 1_000))).toBe('flat');
  });
});

test('of too few figures nothing is said', () => {
  expect(trendOf([], RULES.p99)).toMatchObject({ verdict: 'too few', blocks: 0 });
  const few = [0, 5, 10, 15].map((at) => ({ at, value: at }));
  expect(trendOf(few, RULES.memory).verdict).toBe('too few');
});

const points = fc
  .array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 3, maxLength: 60 })
  .map((values) => values.map((value, n) => ({ at: n * EVERY, value })));

describe('the slope', () => {
  test('of a line is the line’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer(), (by, from) => {
        expect(theilSen(series((at) => (from % 1_000) + by * at, 2))).toBeCloseTo(by, 6);
      }),
    );
  });

  test('does not mind where figures begin, and goes along with their scale', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: -500, max: 500 }), (given, shift) => {
        const slope = theilSen(given);
        const moved = given.map(({ at, value }) => ({ at, value: value + shift }));
        expect(theilSen(moved)).toBeCloseTo(slope, 6);
        const scaled = given.map(({ at, value }) => ({ at, value: value * -3 }));
        expect(theilSen(scaled)).toBeCloseTo(slope * -3, 6);
      }),
    );
  });

  test('is within what others say, however wild one in five is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { maxLength: 4 }),
        (wild) => {
          const given = series((at) => at, 2).map((point, n) =>
            n % 6 === 0 ? { ...point, value: wild[n / 6] ?? point.value } : point,
          );
          expect(theilSen(given)).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

test('blocks keep each figure in its time, and leave out times without any', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 30 }), (given, count) => {
      const blocks = blocksOf(given, { block: 'least', blocks: count });
      expect(blocks.length).toBeLessThanOrEqual(count);
      expect(Math.min(...blocks.map(({ value }) => value))).toBe(
        Math.min(...given.map(({ value }) => value)),
      );
      expect(blocks.every(({ at }, n) => n === 0 || at > (blocks[n - 1]?.at ?? 0))).toBe(true);
    }),
  );
});
