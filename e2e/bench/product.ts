import path from 'node:path';
import { makeDataDir, projectRoot } from '../../scripts/lib/files';
import { FRONT_ENV, frontArgs } from '../../scripts/lib/front-bundle';
import { freePort } from '../../scripts/lib/ports';
import { createSupervisor } from '../../scripts/lib/supervisor';
import { memoryOf } from '../support/memory';
import { ask } from './http';

/** How to start it: all that is needed with it, or only what has been built, as one does in production. */
export type Command = 'up' | 'start';

const ARGS: Readonly<Record<Command, (port: number) => string[]>> = {
  up: (port) => ['scripts/up.mjs', '--port', String(port), '--quiet'],
  start: () => frontArgs(projectRoot),
};

/** Which product to start: over which database and which Stripe. */
export interface ProductOptions {
  /** Names its log and its data folder. */
  name: string;
  /** Where those lie. */
  folder: string;
  databaseUrl: string;
  stripeUrl: string;
  env?: Readonly<Record<string, string>>;
  command?: Command;
}

/** A running product. */
export interface Product {
  url: string;
  /** How long it took from the command until it answered. */
  startMs: number;
  /** What its processes hold in memory together, in MB, and each of them by its command. */
  memory(): { total: number; processes: { command: string; mb: number }[] };
  stop(): Promise<void>;
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const status = await ask(`${url}/api/ready`).then(
      (answered) => answered.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/**
 * Starts the product on a free port, as `npm run up` or `npm start` does, and returns once it is
 * ready. This is the one place that knows how. `up` builds first where something has changed since the
 * last build.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { name, folder, databaseUrl, stripeUrl, env, command = 'up' } = options;
  const supervisor = createSupervisor();
  const dataDir = path.join(folder, name);
  makeDataDir(dataDir);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = await supervisor.start({
    name: `Switchyard (${name})`,
    command: process.execPath,
    args: ARGS[command](port),
    cwd: projectRoot,
    logFile: path.join(folder, 'logs', `${name}.log`),
    signalGroup: false,
    stopTimeoutMs: 60_000,
    env: {
      ...process.env,
      ...(command === 'start' && FRONT_ENV),
      NODE_ENV: command === 'start' ? 'production' : undefined,
      SWITCHYARD_DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      STRIPE_API_BASE: stripeUrl,
      STRIPE_SECRET_KEY: 'sk_test_bench',
      STRIPE_PUBLISHABLE_KEY: undefined,
      MIRROR_SYNC_HOURS: '0',
      HOST: '127.0.0.1',
      PORT: String(port),
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: 'only-for-benchmarks-only-for-benchmarks',
      SECRETS_KEY: 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
      ...env,
    },
  });
  try {
    await supervisor.guard(untilReady(url));
  } catch (error) {
    await supervisor.stopAll();
    throw error;
  }
  return {
    url,
    startMs: performance.now() - began,
    memory: () => memoryOf(child.pid),
    stop: () => supervisor.stopAll(),
  };
}
