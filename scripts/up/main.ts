import path from 'node:path';
import { guardErrors } from '../../lib/guard-output';
import { type BuildMode, ensureBuild } from '../lib/build';
import { makeDataDir, projectRoot } from '../lib/files';
import { FRONT_ENV, frontArgs } from '../lib/front-bundle';
import { createReport } from '../lib/log';
import { onEndRequested } from '../lib/process';
import { createSupervisor, type Supervisor } from '../lib/supervisor';
import { applyMigrations } from '../migrate/migrate';
import { writeDemoFile } from './demo-file';
import { readState, saveState } from './state';
import {
  generateClient,
  provideDatabase,
  provideStripe,
  REAL_STRIPE,
  registerWebhook,
  runSeed,
  untilReady,
  wipeData,
} from './steps';
import { summary } from './summary';

/** Somewhat longer than the server takes to finish what it has begun. */
const STOP_MS = 30_000;

/** What a start was asked for; `args.mjs` reads it from flags and environment. */
export interface UpOptions {
  port: number;
  host: string;
  dataDir: string;
  build: BuildMode;
  fresh: boolean;
  quiet: boolean;
}

async function start(options: UpOptions, supervisor: Supervisor): Promise<void> {
  const { dataDir, host, port } = options;
  const report = createReport(options);
  const url = `http://localhost:${port}`;
  const logs = path.join(dataDir, 'logs');
  const step = <T>(name: string, work: (result: (text: string) => void) => Promise<T>) =>
    report.step(name, (result) => supervisor.guard(work(result)));

  if (options.fresh) {
    if (process.env.DATABASE_URL) {
      throw new Error('--fresh removes the embedded database only, and DATABASE_URL is set.');
    }
    report.note(`--fresh: removing the database and all that was kept in ${dataDir}`);
    wipeData(dataDir);
  }
  makeDataDir(dataDir);
  const state = readState(dataDir);

  await step('Client', async () => generateClient());
  const database = await step('Postgres', (result) => provideDatabase(supervisor, dataDir, result));
  const stripe = await step('Stripe', (result) =>
    provideStripe(supervisor, dataDir, state, result),
  );
  saveState(dataDir, state);

  await step('Migrations', async (result) => {
    const applied = await applyMigrations(database.url);
    result(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply');
  });

  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: database.url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_API_BASE: stripe.url === REAL_STRIPE ? undefined : stripe.url,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret ?? process.env.STRIPE_WEBHOOK_SECRET,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || url,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || state.sessionSecret,
    SECRETS_KEY: process.env.SECRETS_KEY || state.secretsKey,
    HOST: host,
    PORT: String(port),
  };
  const seeded = await step('Demo data', async (result) => {
    const seed = await runSeed(dataDir, env);
    if (seed.seeded) {
      const { users, apiToken, exampleAccount } = seed;
      state.seeded[database.id] = { users, apiToken, exampleAccount };
      saveState(dataDir, state);
    }
    result(seed.seeded ? 'put in' : 'there already');
    return state.seeded[database.id];
  });
  writeDemoFile(dataDir, seeded, { url, stripe });

  await step('Build', async (result) => {
    const built = await ensureBuild(supervisor, options.build, path.join(logs, 'build.log'));
    result(built ? 'done' : options.build === 'never' ? 'the last one' : 'nothing has changed');
  });

  await step('Server', async () => {
    const logFile = path.join(logs, 'server.log');
    await supervisor.start({
      name: 'The server',
      command: process.execPath,
      args: frontArgs(projectRoot),
      cwd: projectRoot,
      env: { ...FRONT_ENV, ...env },
      logFile,
      stopTimeoutMs: STOP_MS + Number(process.env.SHUTDOWN_DRAIN_SECONDS || 0) * 1000,
    });
    const local = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const address = `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
    await untilReady(address, logFile);
    await registerWebhook(stripe, address);
  });
  console.log(options.quiet ? `Ready: ${url}` : summary(url, seeded));
}

/** Starts everything and stays until it is told to stop, or until something breaks. */
export async function up(options: UpOptions): Promise<void> {
  guardErrors();
  const supervisor = createSupervisor();
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    await supervisor.stopAll();
    process.exit(code);
  };
  onEndRequested(() => {
    if (!options.quiet) console.log('\nStopping …');
    void end(0);
  });
  try {
    await start(options, supervisor);
    await supervisor.guard(new Promise<never>(() => undefined));
  } catch (error) {
    if (!ending) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    await end(1);
  }
}
