import { expect, test } from 'vitest';
import { type Run, withRun } from './report';

const run = (from: number, requests: number, more: Partial<Run> = {}): Run => ({
  ...{ day: '2026-11-23', seed: 1, from, heldMb: [801.2, 812.7] },
  outcome: {
    requests,
    statuses: { 200: 700, 400: 1_300 },
    slowest: [{ number: 7, ms: 1_204 }],
    findings: [],
  },
  ...more,
});

const cells = (table: string) =>
  table
    .split('\n')
    .slice(2)
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\|/, '').trim()));

test('a run is a row', () => {
  expect(cells(withRun('No run is kept here yet.', run(0, 2_000)))).toEqual([
    ['1', '0 to 1,999', '700 × 200, 1,300 × 400', '1,204 ms', '801 to 813 MB', '2026-11-23 |'],
  ]);
});

test('runs stand in the order of their requests, and the same one only once', () => {
  const first = withRun('', run(250_000, 250_000));
  const second = withRun(first, run(0, 250_000));
  const third = withRun(withRun(second, run(100, 9)), run(90, 100_000));
  const others = withRun(third, run(0, 9, { seed: 20 }));
  const again = withRun(others, run(250_000, 250_000, { day: '2026-11-24' }));
  expect(cells(again).map(([seed, requests, , , , day]) => [seed, requests, day])).toEqual([
    ['1', '0 to 249,999', '2026-11-23 |'],
    ['1', '90 to 100,089', '2026-11-23 |'],
    ['1', '100 to 108', '2026-11-23 |'],
    ['1', '250,000 to 499,999', '2026-11-24 |'],
    ['20', '0 to 8', '2026-11-23 |'],
  ]);
});
