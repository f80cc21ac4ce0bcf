import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import pg from 'pg';
import { type Postgres, startPostgres } from '../../scripts/lib/postgres';
import { removeCluster } from '../../scripts/lib/postgres-cluster';
import { applyMigrations } from '../../scripts/migrate/migrate';
import type { Seeded } from '../../scripts/up/demo-file';
import { runSeed } from '../../scripts/up/steps';
import type { Emulator } from '../stripe-emulator/server';

/** Rows of one statement, over a connection of its own. */
export async function rowsAt<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** A Postgres of a test's own, with a database whose owner is nobody special. */
export interface OwnDatabase {
  /** As the app enters it. */
  url: string;
  port: number;
  /** What the server writes down of what it does. */
  logFile: string;
  /** Does something as the server's superuser. */
  asAdmin<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** Stops every process of the server in the middle of what it does. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Ends it, and everybody's connection, and starts it again. */
  restart(): Promise<void>;
  /** As a machine that loses its power does. */
  kill(): Promise<void>;
  /** Starts it again over what is on its disk. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Sends a signal to those that are still there: a backend may end at any moment. */
function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

export async function ownDatabase(settings: Record<string, string> = {}): Promise<OwnDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-own-'));
  const dataDir = path.join(folder, 'postgres');
  let server: Postgres = await startPostgres({ dataDir, settings });
  const { port } = server;
  let frozen: number[] = [];
  const password = randomBytes(12).toString('hex');
  const asAdmin = <Row extends pg.QueryResultRow>(sql: string) => rowsAt<Row>(server.url, sql);
  await asAdmin(`CREATE ROLE app LOGIN PASSWORD '${password}'`);
  await asAdmin('CREATE DATABASE app OWNER app');
  const start = async () => {
    server = await startPostgres({ dataDir, port, settings });
  };
  return {
    url: `postgres://app:${password}@127.0.0.1:${port}/app`,
    port,
    logFile: path.join(folder, 'logs', 'postgres.log'),
    asAdmin,
    async freeze() {
      const backends = await asAdmin<{ pid: number }>('SELECT pid FROM pg_stat_activity');
      // The first of them first, so that nothing new begins.
      frozen = [server.process.pid, ...backends.map(({ pid }) => pid)];
      signal(frozen, 'SIGSTOP');
    },
    thaw: () => signal(frozen.splice(0), 'SIGCONT'),
    async restart() {
      await server.stop();
      await start();
    },
    async kill() {
      process.kill(server.process.pid, 'SIGKILL');
      await server.process.exited;
    },
    async start() {
      // What a killed one started ends by itself, and until then holds on to the data.
      const started = () =>
        start().then(
          () => true,
          () => false,
        );
      await expect.poll(started, { timeout: 30_000 }).toBe(true);
    },
    async remove() {
      signal(frozen, 'SIGCONT');
      await server.stop();
      removeCluster(dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a database what `npm run up` makes of an empty one, with the people and the token of a demo. */
export async function seedDatabase(
  url: string,
  { url: stripe, secretKey }: Pick<Emulator, 'url' | 'secretKey'>,
): Promise<Seeded> {
  await applyMigrations(url);
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-seed-'));
  try {
    const seed = await runSeed(folder, {
      ...process.env,
      DATABASE_URL: url,
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_API_BASE: stripe,
      NEXTAUTH_SECRET: 'only to fill a database, never to sign anything',
      SECRETS_KEY: randomBytes(32).toString('base64'),
    });
    if (!seed.seeded) throw new Error('The database was not empty.');
    return seed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
