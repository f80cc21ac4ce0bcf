import 'server-only';
import { metrics } from './registry';

/** What is looked up when somebody asks, because no single process knows it. */
export interface Readings {
  /** null where the database did not say in time; then the figures are left out. */
  queues: readonly { queue: string; waiting: number; oldestSeconds: number }[] | null;
  databaseUp: boolean;
  connections: { inUse: number; idle: number; waiting: number };
}

/** All metrics in the text format of Prometheus, with its content type. */
export async function expose(readings: Readings): Promise<{ type: string; text: string }> {
  const { registry, waiting, waitingSeconds, databaseUp, connections } = metrics();
  waiting.reset();
  waitingSeconds.reset();
  for (const { queue, waiting: depth, oldestSeconds } of readings.queues ?? []) {
    waiting.set({ queue }, depth);
    waitingSeconds.set({ queue }, oldestSeconds);
  }
  databaseUp.set(readings.databaseUp ? 1 : 0);
  connections.set({ state: 'in_use' }, readings.connections.inUse);
  connections.set({ state: 'idle' }, readings.connections.idle);
  connections.set({ state: 'waiting' }, readings.connections.waiting);
  return { type: registry.contentType, text: await registry.metrics() };
}
