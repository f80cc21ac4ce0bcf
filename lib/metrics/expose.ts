import 'server-only';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { metrics } from './registry';

interface Connections {
  inUse: number;
  idle: number;
  waiting: number;
}

/** What is looked up when somebody asks, because no single process knows it. */
export interface Readings {
  /** null where the database did not say in time; then the figures are left out. */
  queues: readonly { queue: string; waiting: number; oldestSeconds: number }[] | null;
  databaseUp: boolean;
  connections: Connections;
}

/** All that one process has counted and measured. */
export type Measured = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** What this process has counted and measured, with the connections that it holds now. */
export function measure(held: Connections): Promise<Measured> {
  const { registry, connections } = metrics();
  connections.set({ state: 'in_use' }, held.inUse);
  connections.set({ state: 'idle' }, held.idle);
  connections.set({ state: 'waiting' }, held.waiting);
  return registry.getMetricsAsJSON();
}

/** Every process has its own label on these, so that adding up leaves each as it is. */
const OF_ONE_PROCESS = /^(?:process|nodejs)_/;

function aggregate(parts: readonly Measured[]): Registry {
  const summable = parts.map((part) =>
    part.map((metric) =>
      OF_ONE_PROCESS.test(metric.name) ? { ...metric, aggregator: 'sum' as const } : metric,
    ),
  );
  return AggregatorRegistry.aggregate(summable);
}

/** What several processes have counted, as if one had. */
export function together(parts: readonly Measured[]): Promise<Measured> {
  return aggregate(parts).getMetricsAsJSON();
}

/**
 * All metrics of this instance in the text format of Prometheus, with its content type. `askOthers`
 * hears what this process has and says what its other processes have.
 */
export async function expose(
  readings: Readings,
  askOthers: (own: Measured) => Promise<readonly Measured[]> = async () => [],
): Promise<{ type: string; text: string }> {
  const { waiting, waitingSeconds, databaseUp } = metrics();
  waiting.reset();
  waitingSeconds.reset();
  for (const { queue, waiting: depth, oldestSeconds } of readings.queues ?? []) {
    waiting.set({ queue }, depth);
    waitingSeconds.set({ queue }, oldestSeconds);
  }
  databaseUp.set(readings.databaseUp ? 1 : 0);
  const own = await measure(readings.connections);
  const all = aggregate([own, ...(await askOthers(own))]);
  return { type: all.contentType, text: await all.metrics() };
}
