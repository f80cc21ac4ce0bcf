import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { SpanKind, trace } from '@opentelemetry/api';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './data/generated/client';
import { DatabaseClient, NoConnection, serverCount } from './db-client';
import { refuseWhileAway } from './db-watch';
import { env } from './env';

const holder = globalThis as {
  prismaClient?: PrismaClient;
  databasePool?: pg.Pool;
};

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

/** What a connection says that is lost, beside what the network says. */
const LOST = /^(?:Connection terminated|Client (?:has encountered|was closed)|Query read timeout)/;

function isLoss(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof pg.DatabaseError) return false;
  return 'syscall' in error || LOST.test(error.message);
}

/** How long an end of a transaction may take: a standby that is waited for can be gone for good. */
const COMMIT_MS = 5_000;

function bounded(given: unknown): unknown {
  const { text } = (given ?? {}) as { text?: unknown };
  return text === 'COMMIT' ? { ...(given as object), query_timeout: COMMIT_MS } : given;
}

/**
 * Has whoever asks hear of a loss in one way, and that what was asked may have been done. A connection
 * that is still busy with what nobody waits for any more is given up.
 */
function telling(query: Query, giveUp: () => void): Query {
  return (given, ...more) => {
    const result = query(bounded(given), ...more);
    if (!(result instanceof Promise)) return result;
    return result.catch((error) => {
      if (!isLoss(error)) throw error;
      giveUp();
      throw new NoConnection(error, true);
    });
  };
}

function wrapQueries(database: pg.Pool | pg.PoolClient): void {
  const giveUp = () => database instanceof DatabaseClient && database.cut();
  const query = traced(database.query.bind(database) as Query);
  Object.assign(database, { query: telling(query, giveUp) });
}

type Connect = () => Promise<pg.PoolClient>;
type Connected = (error?: Error, client?: pg.PoolClient, done?: () => void) => void;

/** A connection of the pool, from the first of the servers that gives one. */
async function connectTo(connect: Connect, tries: number): Promise<pg.PoolClient> {
  refuseWhileAway();
  try {
    return await connect();
  } catch (error) {
    if (tries > 1) return connectTo(connect, tries - 1);
    throw error instanceof pg.DatabaseError ? error : new NoConnection(error, false);
  }
}

/**
 * Nothing waits while the database is away, and a server that does not take us is passed over.
 * Connections outlive the request for which they are opened, and belong to none: else each would keep
 * all that this one had rendered for as long as it lasts.
 */
function wrapConnect(pool: pg.Pool): void {
  const outside = AsyncLocalStorage.snapshot();
  const plain = pool.connect.bind(pool) as Connect;
  const connect = () => outside(plain);
  const wrapped = (callback?: Connected) => {
    const connected = connectTo(connect, serverCount());
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error) => callback(error),
    );
    return undefined;
  };
  Object.assign(pool, { connect: wrapped });
}

/**
 * What the planner is told of the machine: a page at random costs about as much as the next one, as it
 * does in memory and on solid state, and compiling a statement takes longer than nearly all of them do.
 * Left to disks of old, it reads a small table whole for each row of another.
 */
const PLANNING = '-c random_page_cost=1.1 -c jit=off';

function openPool(): pg.Pool {
  const pool = new pg.Pool({
    Client: DatabaseClient,
    max: env().DATABASE_POOL_SIZE,
    // The longest wait for a free one; of how long connecting takes, the client has its own bound.
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    // The database ends a statement by itself; this is for one that no longer answers at all.
    query_timeout: 35_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'switchyard',
    options: PLANNING,
  });
  // Without a listener, the loss of an idle connection would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', wrapQueries);
  wrapQueries(pool);
  wrapConnect(pool);
  return pool;
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
 * Rows of one statement, prepared once a connection under its name and without Prisma's work in between:
 * for what mints wait for, and for what would be all that the front needs Prisma for.
 */
export async function rowsOf<Row extends pg.QueryResultRow>(statement: {
  name: string;
  text: string;
  values: unknown[];
}): Promise<Row[]> {
  try {
    return (await pool().query<Row>(statement)).rows;
  } catch (error) {
    throw error instanceof pg.DatabaseError || error instanceof NoConnection
      ? error
      : new NoConnection(error, true);
  }
}

/** How many connections this process holds, and how many requests wait for one. */
export function connections(): { inUse: number; idle: number; waiting: number } {
  const { totalCount: all = 0, idleCount: idle = 0, waitingCount = 0 } = holder.databasePool ?? {};
  return { inUse: all - idle, idle, waiting: waitingCount };
}

/** Whether anybody waits for the database, or for a connection to it. */
export function isUsed(): boolean {
  const { inUse, waiting } = connections();
  return inUse + waiting > 0;
}

/** Gives all connections back, once what uses them has ended; for the end of the process. */
export async function closeDatabase(): Promise<void> {
  if (holder.prismaClient) await holder.prismaClient.$disconnect();
  else await holder.databasePool?.end();
}

/** The database inside or outside a transaction. */
export type Db = Prisma.TransactionClient;

export { Prisma };
