import pg from 'pg';
import { MigrationError } from './errors';

/** Any number will do, as long as nothing else in the database locks it. Prisma's own is 72707369. */
const LOCK_KEY = 5_948_120_317;
const OLDEST_SERVER = 150_000;

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'switchyard migrate',
  });
  // A connection lost while it waits is reported by the query that waits on it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const reason = error instanceof AggregateError ? error.errors[0] : error;
    throw new MigrationError(
      'unreachable',
      `Cannot connect to database "${client.database}" on ${client.host}:${client.port}: ` +
        `${reason instanceof Error ? reason.message : String(reason)}`,
      { cause: error },
    );
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
  );
  const version = rows[0];
  if (version && version.number < OLDEST_SERVER) {
    throw new MigrationError(
      'too_old',
      `PostgreSQL 15 or later is needed; this server is ${version.text}.`,
    );
  }
}

/**
 * Runs `work` while no other instance migrates the same database: those that start at the same
 * time wait for it, up to `waitMs`. The lock goes with the connection, so a crash leaves none.
 */
export async function withMigrationLock<T>(
  databaseUrl: string,
  waitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const client = await connect(databaseUrl);
  try {
    await checkVersion(client);
    await client.query(`SET lock_timeout = ${Math.trunc(waitMs)}`);
    try {
      await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03') throw error;
      throw new MigrationError(
        'busy',
        `Another instance has been migrating this database for more than ${Math.round(waitMs / 1000)} s.`,
        { cause: error },
      );
    }
    return await work();
  } finally {
    await client.end();
  }
}
