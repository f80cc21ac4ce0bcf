import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { lastLines } from './files';
import { canListen, freePort } from './ports';
import {
  assertSameVersion,
  keepCluster,
  keptCluster,
  prepareCluster,
  ROLE,
} from './postgres-cluster';
import { locateBinaries } from './postgres-place';
import { postgresUser } from './postgres-user';
import { type Child, startChild } from './process';

const DATABASE = 'switchyard';
const READY_TIMEOUT_MS = 120_000;

/** Where the cluster's files are wanted, and how to run it. */
export interface PostgresOptions {
  dataDir: string;
  /** A port to insist on; otherwise the last one, where it is free. */
  port?: number;
  /** Server settings beyond the defaults. */
  settings?: Record<string, string>;
  /** Receives what is worth telling the user. */
  onNote?: (line: string) => void;
}

/** A running Postgres of our own. */
export interface Postgres {
  url: string;
  port: number;
  /** Where its files lie. */
  location: string;
  process: Child;
  stop(): Promise<void>;
}

async function connectWhenReady(url: string, child: Child, log: string): Promise<pg.Client> {
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  const until = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (ended) throw new Error(`Postgres did not start:\n${lastLines(log, 8)}`);
      const code = (error as { code?: string }).code;
      const passing = code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03';
      if (!passing || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}

/** Where the Postgres of a folder was last started; undefined where there is none. */
export function embeddedUrl(dataDir: string): string | undefined {
  const kept = keptCluster(path.resolve(dataDir));
  return kept && `postgres://${ROLE}:${kept.password}@127.0.0.1:${kept.port}/${DATABASE}`;
}

/** Starts Postgres on 127.0.0.1 over the given folder, which it fills first where it is empty. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = path.resolve(options.dataDir);
  const note = options.onNote ?? (() => undefined);
  mkdirSync(path.dirname(dataDir), { recursive: true });
  const user = postgresUser();
  const binaries = locateBinaries(user);
  const cluster = prepareCluster(dataDir, binaries.initdb, user, note);
  assertSameVersion(cluster.location, binaries.postgres);

  if (options.port && !(await canListen(options.port))) {
    throw new Error(`Port ${options.port}, which Postgres was to use, is taken.`);
  }
  const port = options.port ?? (await freePort(cluster.port || undefined));
  keepCluster(dataDir, { ...cluster, port });

  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const logFile = path.join(path.dirname(dataDir), 'logs', 'postgres.log');
  const child = await startChild({
    name: 'Postgres',
    command: binaries.postgres,
    args: ['-D', cluster.location, '-p', String(port), ...flags],
    logFile,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    user,
    stopSignal: 'SIGINT',
    signalGroup: false,
    stopTimeoutMs: 20_000,
  });
  try {
    const base = `postgres://${ROLE}:${cluster.password}@127.0.0.1:${port}`;
    const client = await connectWhenReady(`${base}/postgres`, child, logFile);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    await client.end();
    const url = `${base}/${DATABASE}`;
    return { url, port, location: cluster.location, process: child, stop: child.stop };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
