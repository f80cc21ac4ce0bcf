import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { countMint } from '@/lib/metrics/count';
import { expose, type Measured, together } from '@/lib/metrics/expose';
import { createFigures } from './figures';

const held = () => ({ inUse: 2, idle: 1, waiting: 0 });

/** A console's counters, in a registry of its own. */
function counting() {
  const registers = [new Registry()];
  const rounds = new Histogram({
    name: 'switchyard_job_duration_seconds',
    help: '.',
    labelNames: ['job'],
    buckets: [1],
    registers,
  });
  const notices = new Counter({ name: 'switchyard_notice_attempts_total', help: '.', registers });
  const idle = new Gauge({ name: 'switchyard_idle', help: '.', registers });
  const lag = new Gauge({ name: 'nodejs_lag', help: '.', aggregator: 'average', registers });
  const work = () => {
    rounds.observe({ job: 'clock' }, 0.5);
    notices.inc();
    idle.set(5);
    lag.set(1);
  };
  return { work, told: () => (registers[0] as Registry).getMetricsAsJSON() };
}

/** A metric as another process tells it. */
const told = (
  name: string,
  type: string,
  value: number,
  labels: Record<string, string>,
  aggregator = 'sum',
) => ({ name, help: '.', type, aggregator, values: [{ value, labels }] }) as never;

const figureOf = (shown: Measured, name: string) =>
  shown
    .flatMap((metric) => metric.values.map((value) => ({ name: metric.name, ...value })))
    .find((value) => ((value as { metricName?: string }).metricName ?? value.name) === name)?.value;

test('a sum does not go back when the console begins anew', async () => {
  const figures = createFigures(held);
  const shown = async (own: Measured) => together([own, ...(await figures.beside(own))]);
  const one = counting();
  for (let n = 0; n < 3; n += 1) one.work();
  expect(figureOf(await shown(await one.told()), 'switchyard_notice_attempts_total')).toBe(3);
  await figures.keep();

  const two = counting();
  const after = await shown(await two.told());
  expect(figureOf(after, 'switchyard_notice_attempts_total')).toBe(3);
  expect(figureOf(after, 'switchyard_job_duration_seconds_count')).toBe(3);
  // What it was, and not what it did, ended with it.
  expect(figureOf(after, 'switchyard_idle')).toBe(0);
  two.work();
  expect(figureOf(await shown(await two.told()), 'switchyard_notice_attempts_total')).toBe(4);
  await figures.keep();
  await figures.keep();
  const third = counting();
  expect(figureOf(await shown(await third.told()), 'switchyard_notice_attempts_total')).toBe(4);
});

test('both processes are shown: counts and connections as sums, each process’s own by itself', async () => {
  countMint('succeeded', null, 0.1);
  const front = [
    told('switchyard_mints_total', 'counter', 41, { outcome: 'succeeded', code: '' }),
    told('switchyard_database_connections', 'gauge', 3, { state: 'idle' }),
    told('process_resident_memory_bytes', 'gauge', 12, { process: 'front' }),
    told('nodejs_eventloop_lag_p99_seconds', 'gauge', 0.5, { process: 'front' }, 'average'),
  ];
  const readings = { queues: [], databaseUp: true, connections: { inUse: 0, idle: 1, waiting: 0 } };
  const { text } = await expose(readings, async () => [front]);
  for (const line of [
    'switchyard_mints_total{outcome="succeeded",code=""} 42',
    'switchyard_database_connections{state="idle"} 4',
    'switchyard_database_up 1',
    'process_resident_memory_bytes{process="front"} 12',
    'nodejs_eventloop_lag_p99_seconds{process="front"} 0.5',
  ]) {
    expect(text).toContain(`\n${line}\n`);
  }
  expect(text).toMatch(/\nprocess_resident_memory_bytes\{process="console"\} \d/);
  expect(text).toMatch(/\nprocess_start_time_seconds\{process="console"\} \d/);
  expect(text).toMatch(/\nswitchyard_build_info\{.*\} 1\n/);
});
