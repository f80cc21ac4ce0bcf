import { expect, test } from 'vitest';
import { randomFrom } from '../support/random';
import { ACTORS } from '../traffic/actors';
import { Ledger } from '../traffic/ledger';
import type { Scene } from '../traffic/scene';
import { dueTimes, play, RATES } from './load';
import type { Ending } from './window';

test('every actor has a rate', () => {
  expect(ACTORS.map(({ name }) => name).sort()).toEqual(Object.keys(RATES).sort());
});

test('acts are due as often as said, the same ones for the same seed', () => {
  const take = (seed: number) => {
    const due = dueTimes(20, randomFrom(seed));
    return Array.from({ length: 20_000 }, () => due.next().value);
  };
  const times = take(1);
  expect(times.every((due, n) => n === 0 || due > (times[n - 1] ?? 0))).toBe(true);
  // A thousand seconds' worth and a slow beginning, give or take some standard deviations.
  expect(times.at(-1) ?? 0).toBeGreaterThan(980_000);
  expect(times.at(-1) ?? 0).toBeLessThan(1_050_000);
  const inSecond = (second: number) =>
    times.filter((due) => due >= second * 1_000 && due < (second + 1) * 1_000).length;
  expect(inSecond(1)).toBeLessThan(inSecond(60));
  expect(take(1)).toEqual(times);
  expect(take(2)).not.toEqual(times);
});

const playing = async (
  act: () => Promise<{ actor: string; status: number; ms: number }>,
  endsWithinMs = 10_000,
) => {
  const endings: Ending[] = [];
  const findings: string[] = [];
  await play({
    actors: [{ name: 'mint', act }],
    scene: {} as Scene,
    ...{ ledger: new Ledger(), seed: 1, share: 20, until: performance.now() + 600, endsWithinMs },
    ended: (ending) => endings.push(ending),
    found: (finding) => findings.push(finding),
  });
  return { endings, findings };
};

test('what does not end keeps nothing else from beginning, and its wait counts from when it was due', async () => {
  let free = () => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  let begun = 0;
  const { endings } = await playing(async () => {
    begun += 1;
    if (begun === 5) free();
    await freed;
    return { actor: 'mint', status: 200, ms: 0 };
  });
  expect(begun).toBeGreaterThanOrEqual(5);
  expect(endings).toHaveLength(begun);
  expect(endings[0]?.ms).toBeGreaterThan(endings[4]?.ms ?? 0);
});

test('an actor that throws has found something', async () => {
  const { endings, findings } = await playing(() =>
    Promise.reject(new Error('A secret in a page')),
  );
  expect(endings).toEqual([]);
  expect(new Set(findings)).toEqual(new Set(['mint: A secret in a page']));
});

test('an act that never ends is a finding, and holds nobody up', async () => {
  const { findings } = await playing(() => new Promise(() => {}), 50);
  expect(new Set(findings)).toEqual(new Set(['An act did not end.']));
});
