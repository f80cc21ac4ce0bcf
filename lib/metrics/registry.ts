import 'server-only';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { version } from '@/package.json';

/** Seconds that a session may take: it is answered in ten at the latest. */
const MINT_SECONDS = [0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2.5, 5, 8.5, 10];
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The processes of an instance; each shows its own memory, lags and the like. */
export type Process = 'front' | 'console';

function create(process: Process) {
  const registry = new Registry();
  const to = { registers: [registry] };
  collectDefaultMetrics({ register: registry, labels: { process } });
  new Gauge({
    ...to,
    name: 'switchyard_build_info',
    help: 'What is running; always 1.',
    labelNames: ['version', 'node'],
    aggregator: 'first',
  }).set({ version, node: globalThis.process.version }, 1);
  return {
    registry,
    mints: new Counter({
      ...to,
      name: 'switchyard_mints_total',
      help: 'Mints by how they ended; code is empty where they succeeded.',
      labelNames: ['outcome', 'code'],
    }),
    mintSeconds: new Histogram({
      ...to,
      name: 'switchyard_mint_duration_seconds',
      help: 'From the request of a mint to its end, Stripe included.',
      labelNames: ['outcome'],
      buckets: MINT_SECONDS,
    }),
    ceilings: new Counter({
      ...to,
      name: 'switchyard_ceilings_applied_total',
      help: 'Cells that minted policies wanted otherwise than Stripe permits.',
      labelNames: ['code'],
    }),
    drift: new Counter({
      ...to,
      name: 'switchyard_drift_total',
      help: 'Cells in which Stripe answered a mint otherwise than predicted.',
      labelNames: ['cell'],
    }),
    driftUnkept: new Counter({
      ...to,
      name: 'switchyard_drift_unkept_total',
      help: 'Mints whose drift could not be kept in the database.',
    }),
    stripeSeconds: new Histogram({
      ...to,
      name: 'switchyard_stripe_request_duration_seconds',
      help: 'One attempt of a request to Stripe, up to the head of its answer.',
      labelNames: ['operation', 'outcome'],
      buckets: MINT_SECONDS,
    }),
    requestSeconds: new Histogram({
      ...to,
      name: 'switchyard_http_request_duration_seconds',
      help: 'Requests by route, method and status.',
      labelNames: ['route', 'method', 'status'],
      buckets: REQUEST_SECONDS,
    }),
    jobSeconds: new Histogram({
      ...to,
      name: 'switchyard_job_duration_seconds',
      help: 'Rounds of work that happen by themselves.',
      labelNames: ['job', 'outcome'],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60],
    }),
    notices: new Counter({
      ...to,
      name: 'switchyard_notice_attempts_total',
      help: 'Attempts to send a notice, by what became of it.',
      labelNames: ['status'],
    }),
    connections: new Gauge({
      ...to,
      name: 'switchyard_database_connections',
      help: 'Connections of this instance to the database; waiting are requests for one.',
      labelNames: ['state'],
    }),
    databaseUp: new Gauge({
      ...to,
      name: 'switchyard_database_up',
      help: 'Whether the database answered in time just now.',
      aggregator: 'max',
    }),
    waiting: new Gauge({
      ...to,
      name: 'switchyard_queue_depth',
      help: 'What is due and not done, in the database that all instances share.',
      labelNames: ['queue'],
    }),
    waitingSeconds: new Gauge({
      ...to,
      name: 'switchyard_queue_oldest_seconds',
      help: 'How long the first of it has been due.',
      labelNames: ['queue'],
    }),
  };
}

type Metrics = ReturnType<typeof create>;

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardMetrics?: Metrics };

/** What this process counts and measures; who comes first may say which of them it is. */
export function metrics(process: Process = 'console'): Metrics {
  holder.switchyardMetrics ??= create(process);
  return holder.switchyardMetrics;
}
