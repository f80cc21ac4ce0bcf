import { expect, test } from 'vitest';
import { told } from './report';
import type { Sample } from './sample';
import { endingsOf, judge } from './series';

const SECONDS = 1_200;

/** A run in which only the front of the second instance leaks, a megabyte a minute. */
const samples: Sample[] = Array.from({ length: SECONDS / 5 }, (_, n) => {
  const at = n * 5;
  const wobble = (n * 7) % 5;
  const instance = {
    ...{ front: 150 + wobble, console: 260 - wobble, handles: 200 + wobble, threads: 22 },
    connections: (n % 2 === 0 ? { idle: 16, active: 2 } : { idle: 18 }) as Record<string, number>,
  };
  return {
    ...{ at, busy: 0.5 },
    instances: [instance, { ...instance, front: instance.front + at / 60 }],
    actors: {
      mint: { count: 300, p50: 4 + wobble / 10, p99: 20 + wobble, statuses: { 200: 299, 429: 1 } },
      ...(n % 40 === 0 && { bulk: { count: 1, p50: 80, p99: 80, statuses: { 202: 1 } } }),
    },
  };
});

const judged = judge(samples, SECONDS);

test('each figure of each instance and each actor is judged by itself', () => {
  const rising = judged.filter(({ verdict }) => verdict === 'rises');
  expect(rising.map(({ of, what }) => `${of}: ${what}`)).toEqual([
    'instance 2: memory of the front',
  ]);
  expect(rising[0]?.anHour).toBeCloseTo(60, 0);
  const few = judged.filter(({ verdict }) => verdict === 'too few');
  expect(few.map(({ of, what }) => `${of}: ${what}`)).toEqual(['bulk: p50', 'bulk: p99']);
  const total = judged.find(({ of, what }) => of === 'instance 1' && what === 'connections');
  expect(total).toMatchObject({ median: 18, verdict: 'flat' });
});

test('how acts ended is added up', () => {
  expect(endingsOf(samples)).toEqual({
    mint: { 200: 299 * 240, 429: 240 },
    bulk: { 202: 6 },
  });
});

test('the report names what rises, and the first of what must not be', () => {
  const machine = {
    ...{ cpu: 'a processor', cores: 2, memoryGb: 4, system: 'linux', node: '20', next: '16' },
    ...{ stripe: '23', postgres: '18', autocannon: '8' },
  };
  const text = told({
    ...{
      at: '2026-01-02T03:04:05.000Z',
      seed: 7,
      minutes: 20,
      load: 0.5,
      machine,
      judged,
      samples,
    },
    ...{ rates: { mint: 60 }, findings: ['GET /accounts was answered 500.'], found: 3 },
  });
  expect(text).toContain('Rising: instance 2, memory of the front');
  expect(text).toContain('3 answers that must not be');
  expect(text).toContain('GET /accounts was answered 500.');
  expect(text).toMatch(/\| mint +\| 30\.0 +\| 71,760 × 200, 240 × 429/);
});
