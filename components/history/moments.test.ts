import { describe, expect, it } from 'vitest';
import type { AccountHistory } from '@/lib/domain/history-view';
import { momentAt, placeOf, sinceOf, stopFor } from './moments';

const day = (n: number) => `2031-05-${String(n).padStart(2, '0')}T12:00:00.000Z`;

const history: AccountHistory = {
  account: 'acct_1',
  from: day(1),
  now: day(21),
  cut: false,
  moments: [1, 6, 11].map((n) => ({ at: day(n), causes: [], flips: [], moved: 0 })),
};

describe('the stops of the arrow keys', () => {
  it.each([
    ['ArrowLeft', null, day(11)],
    ['ArrowDown', day(11), day(6)],
    ['ArrowLeft', day(9), day(6)],
    ['ArrowLeft', day(1), day(1)],
    ['ArrowRight', day(1), day(6)],
    ['ArrowUp', day(9), day(11)],
    ['ArrowRight', day(11), null],
    ['ArrowRight', null, null],
    ['Home', null, day(1)],
    ['End', day(6), null],
  ])('%s from %s leads to %s', (key, from, to) => {
    expect(stopFor(history, from, key)).toBe(to);
  });

  it('are of those keys alone', () => {
    expect(stopFor(history, null, 'Tab')).toBeUndefined();
  });
});

describe('a place that a pointer leaves the slider at', () => {
  const at = (moment: string, minutes = 0) =>
    momentAt(history, Date.parse(moment) + minutes * 60_000);

  it('is a moment where something changed, if one is close', () => {
    expect(at(day(6), 60)).toBe(day(6));
    expect(at(day(6), -60)).toBe(day(6));
  });

  it('is that very moment otherwise, and now at the end', () => {
    expect(at(day(8))).toBe(day(8));
    expect(at(day(21), -60)).toBeNull();
    expect(at(day(21))).toBeNull();
  });
});

it('what has been so since when', () => {
  expect(sinceOf(history, day(10))?.at).toBe(day(6));
  expect(sinceOf(history, day(6))?.at).toBe(day(6));
  expect(sinceOf({ ...history, moments: [] }, day(6))).toBeNull();
});

it('where a moment lies, and never beyond the ends', () => {
  expect([day(1), day(11), day(21), day(31)].map((at) => placeOf(history, at))).toEqual([
    0, 0.5, 1, 1,
  ]);
  expect(placeOf({ from: day(1), now: day(1) }, day(1))).toBe(0);
});
