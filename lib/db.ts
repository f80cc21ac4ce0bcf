import 'server-only';
import { Socket } from 'node:net';
import { SpanKind, trace } from '@opentelemetry/api';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './data/generated/client';
import { env } from './env';

const holder = globalThis as {
  prismaClient?: PrismaClient;
  databasePool?: pg.Pool;
  databaseSockets?: Set<Socket>;
};

/** A socket that can be cut off: a database that went silent is never heard of by itself. */
export function openSocket(): Socket {
  holder.databaseSockets ??= new Set();
  const sockets = holder.databaseSockets;
  const socket = new Socket();
  sockets.add(socket);
  return socket.once('close', () => sockets.delete(socket));
}

type Query = (...args: unknown[]) => unknown;

/** Shows each statement in a trace by its first word alone: what stands in it stays here. */
function traced(query: Query): Query {
  return (...args) => {
    // With a callback it is the pool's own, of a statement that shows already.
    const untraced = !trace.getActiveSpan()?.isRecording() || typeof args.at(-1) === 'function';
    if (untraced) return query(...args);
    const [given] = args;
    const text = typeof given === 'string' ? given : (given as { text?: unknown } | null)?.text;
    const operation = /^\s*(\w{1,20})/.exec(String(text ?? ''))?.[1]?.toUpperCase() ?? 'QUERY';
    const span = trace.getTracer('switchyard').startSpan(`postgres ${operation}`, {
      kind: SpanKind.CLIENT,
      attributes: { 'db.system.name': 'postgresql', 'db.operation.name': operation },
    });
    const end = () => span.end();
    const result = query(...args) as Promise<unknown>;
    result.then(end, end);
    return result;
  };
}

function showInTraces(database: pg.Pool | pg.PoolClient): void {
  Object.assign(database, { query: traced(database.query.bind(database) as Query) });
}

function openPool(): pg.Pool {
  const { DATABASE_URL, DATABASE_POOL_SIZE } = env();
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    // The database ends a statement by itself; this is for one that no longer answers at all.
    query_timeout: 35_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
    application_name: 'switchyard',
    stream: openSocket,
  });
  // Without a listener, the loss of an idle connection would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', showInTraces);
  showInTraces(pool);
  return pool;
}

/** The database was not reached, or was not heard of in time. */
export class NoConnection extends Error {
  override name = 'NoConnection';
  readonly code = 'ConnectionClosed';

  constructor(cause: unknown) {
    super('The database was not heard of.', { cause });
  }
}

function pool(): pg.Pool {
  holder.databasePool ??= openPool();
  return holder.databasePool;
}

function connect(): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool(), { disposeExternalPool: true }),
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  });
}

/** The database, connected on first use; one client for the process. */
export function db(): PrismaClient {
  holder.prismaClient ??= connect();
  return holder.prismaClient;
}

/**
 * Rows of one statement that the hot path reads by, prepared once a connection under its name and
 * without Prisma's work in between.
 */
export async function rowsOf<Row extends pg.QueryResultRow>(statement: {
  name: string;
  text: string;
  values: unknown[];
}): Promise<Row[]> {
  try {
    return (await pool().query<Row>(statement)).rows;
  } catch (error) {
    throw error instanceof pg.DatabaseError ? error : new NoConnection(error);
  }
}

/** How many connections this process holds, and how many requests wait for one. */
export function connections(): { inUse: number; idle: number; waiting: number } {
  const { totalCount: all = 0, idleCount: idle = 0, waitingCount = 0 } = holder.databasePool ?? {};
  return { inUse: all - idle, idle, waiting: waitingCount };
}

/** How much was heard on all connections that are open: it grows as long as anybody gets answers. */
export function bytesHeard(): number {
  return [...(holder.databaseSockets ?? [])].reduce((sum, socket) => sum + socket.bytesRead, 0);
}

/**
 * Cuts off all connections, so that whoever waits for an answer on one hears that it is lost, and
 * the next request makes new ones. For a database that is known to be silent.
 */
export function cutConnections(): void {
  for (const socket of holder.databaseSockets ?? []) socket.destroy();
}

/** Gives all connections back, once what uses them has ended; for the end of the process. */
export async function closeDatabase(): Promise<void> {
  if (holder.prismaClient) await holder.prismaClient.$disconnect();
  else await holder.databasePool?.end();
}

/** The database inside or outside a transaction. */
export type Db = Prisma.TransactionClient;

export { Prisma };
