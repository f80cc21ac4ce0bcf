import { cpus } from 'node:os';
import type { Scene } from '../traffic/scene';
import { heldByAll } from './processes';
import type { Met } from './window';

/** What an instance holds. Its connections are those to Postgres, by their states there. */
export interface InstanceSample {
  front: number;
  console: number;
  handles: number;
  threads: number;
  connections: Record<string, number>;
}

/** Everything that was looked at in one moment, and what ended since the one before. */
export interface Sample {
  /** Seconds from the beginning. */
  at: number;
  /** How much of all processors was in use since the sample before, from 0 to 1. */
  busy: number;
  instances: InstanceSample[];
  actors: Record<string, Met>;
}

const STATES = `
  SELECT client_port AS port, coalesce(state, 'unknown') AS state FROM pg_stat_activity
  WHERE datname = 'app' AND client_port IS NOT NULL`;

/** Looks at all instances of a scene at once. Throws where one of them is not there. */
export async function lookAt({ instances, database }: Scene): Promise<InstanceSample[]> {
  const roots = instances.map((instance) => {
    const pid = instance.pid();
    if (pid === undefined) throw new Error(`${instance.url} does not run.`);
    return pid;
  });
  const [held, rows] = await Promise.all([
    heldByAll(roots),
    database.asAdmin<{ port: number; state: string }>(STATES),
  ]);
  return held.map(({ ports, ...rest }) => {
    const connections: Record<string, number> = {};
    for (const { port, state } of rows) {
      if (ports.has(port)) connections[state] = (connections[state] ?? 0) + 1;
    }
    return { ...rest, connections };
  });
}

function processorTimes() {
  const times = cpus().map(({ times }) => times);
  const all = times.reduce((sum, one) => sum + Object.values(one).reduce((a, b) => a + b, 0), 0);
  return { all, idle: times.reduce((sum, { idle }) => sum + idle, 0) };
}

/** Tells at each call how much of all processors was in use since the one before. */
export function processorsInUse(): () => number {
  let before = processorTimes();
  return () => {
    const now = processorTimes();
    const share = 1 - (now.idle - before.idle) / Math.max(1, now.all - before.all);
    before = now;
    return share;
  };
}
