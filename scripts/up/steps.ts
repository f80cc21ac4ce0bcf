import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { serversOf } from '../../lib/db-servers';
import { startEmulator } from '../lib/emulator';
import { lastLines, projectRoot, randomSecret, shortPath } from '../lib/files';
import { startPostgres } from '../lib/postgres';
import { removeCluster } from '../lib/postgres-cluster';
import { describeExit, startChild } from '../lib/process';
import type { Supervisor } from '../lib/supervisor';
import { type SeedResult, seedResult } from './demo-file';
import type { UpState } from './state';

const READY_TIMEOUT_MS = 90_000;
const OURS = ['demo.json', 'up.json', 'stripe-emulator.json', 'logs'];

/** Stripe itself, where nothing else is named. */
export const REAL_STRIPE = 'https://api.stripe.com';

/** Where a Stripe answers, and the key it takes. */
export interface StripeAccess {
  url: string;
  secretKey: string;
  /** What the emulator signs its events with; Stripe's own secrets are in the environment. */
  webhookSecret?: string;
}

/** Removes what earlier starts have left in a data folder, and nothing else that lies there. */
export function wipeData(dataDir: string): void {
  removeCluster(path.join(dataDir, 'postgres'));
  for (const name of OURS) rmSync(path.join(dataDir, name), { recursive: true, force: true });
}

/** Generates the database client where the schema has changed. */
export function generateClient(): void {
  const result = spawnSync(process.execPath, ['scripts/generate.mjs', '--if-changed'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`${result.stdout}${result.stderr}`.trim());
}

/** A database, and what tells it from others. */
export interface DatabaseAccess {
  url: string;
  id: string;
}

/** The database to use: the one of DATABASE_URL, or Postgres started over the data folder. */
export async function provideDatabase(
  supervisor: Supervisor,
  dataDir: string,
  result: (text: string) => void,
): Promise<DatabaseAccess> {
  const given = process.env.DATABASE_URL;
  if (given) {
    const servers = serversOf(given).map((server) => new URL(server));
    const hosts = servers.map(({ host }) => host).join(',');
    const { pathname } = servers[0] as URL;
    result(`DATABASE_URL: ${pathname.slice(1)} on ${hosts}`);
    return { url: given, id: `${hosts}${pathname}` };
  }
  const server = await startPostgres({ dataDir: path.join(dataDir, 'postgres') });
  supervisor.add(server.process);
  result(`127.0.0.1:${server.port}, data in ${shortPath(server.location)}`);
  return { url: server.url, id: 'embedded' };
}

/** The Stripe to use: the one of STRIPE_SECRET_KEY and STRIPE_API_BASE, or the emulator. */
export async function provideStripe(
  supervisor: Supervisor,
  dataDir: string,
  state: UpState,
  result: (text: string) => void,
): Promise<StripeAccess> {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: base } = process.env;
  if (secretKey) {
    const url = base || REAL_STRIPE;
    result(`STRIPE_SECRET_KEY on ${url}`);
    return { url, secretKey };
  }
  if (base) throw new Error('STRIPE_API_BASE is set, but STRIPE_SECRET_KEY is not.');
  const { emulator } = state;
  const { url, port } = await startEmulator(supervisor, { dataDir, ...emulator });
  emulator.port = port;
  emulator.webhookSecret ??= `whsec_${randomSecret(24)}`;
  result(`emulator on ${url}`);
  return { url, secretKey: emulator.secretKey, webhookSecret: emulator.webhookSecret };
}

/** Has the emulator send its events to the server at `url`. Stripe itself is told in its dashboard. */
export async function registerWebhook(stripe: StripeAccess, url: string): Promise<void> {
  const { url: emulator, webhookSecret: secret } = stripe;
  if (secret === undefined) return;
  const response = await fetch(`${emulator}/_emulator/webhooks`, {
    method: 'POST',
    body: JSON.stringify({ url: `${url}/api/webhooks/stripe`, secret }),
  });
  if (!response.ok) throw new Error(`The emulator answered ${response.status} to an endpoint.`);
}

/** Runs the seed, which fills an empty database and leaves any other as it is. */
export async function runSeed(
  dataDir: string,
  env: Record<string, string | undefined>,
): Promise<SeedResult> {
  let output = '';
  // Not logged: what the seed prints is the passwords and the token.
  const child = await startChild({
    name: 'The seed',
    command: process.execPath,
    args: ['--conditions=react-server', '--import', 'tsx', 'prisma/seed.ts'],
    cwd: projectRoot,
    env,
    logFile: path.join(dataDir, 'logs', 'seed.log'),
    onStdout: (text) => {
      output += text;
    },
  });
  const exit = await child.exited;
  await child.stop();
  if (exit.code !== 0) throw new Error(describeExit(child, exit));
  const last = output.trim().split('\n').at(-1) ?? '';
  try {
    return seedResult.parse(JSON.parse(last));
  } catch {
    throw new Error('The seed ended well, but its last line is not what it should print.');
  }
}

/** Waits until the server says that it can do its work. */
export async function untilReady(url: string, logFile: string): Promise<void> {
  const until = Date.now() + READY_TIMEOUT_MS;
  let last = 'it did not answer';
  while (Date.now() < until) {
    try {
      const response = await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(5_000) });
      const body = await response.text();
      if (response.status === 200) return;
      last = `it answered ${response.status} ${body.slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `The server is not ready after ${READY_TIMEOUT_MS / 1000} s: ${last}\n` +
      `Its log (${shortPath(logFile)}) ends:\n${lastLines(logFile)}`,
  );
}
