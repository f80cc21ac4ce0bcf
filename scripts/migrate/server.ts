import pg from 'pg';
import { serversOf } from '../../lib/db-servers';
import { MigrationError } from './errors';

const CONNECT_MS = 3_000;

/** Whether a server is there and can be written to. */
async function isWritable(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ transaction_read_only: string }>(
      'SHOW transaction_read_only',
    );
    return rows[0]?.transaction_read_only === 'off';
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function named(databaseUrl: string): [string, ...string[]] {
  try {
    return serversOf(databaseUrl);
  } catch (error) {
    throw new MigrationError('unreachable', `DATABASE_URL ${(error as Error).message}.`);
  }
}

/**
 * Of the servers that a connection string names, the connection string of the first that can be
 * written to. One that is named alone is not asked. Throws `MigrationError` where there is none.
 */
export async function writableServer(databaseUrl: string): Promise<string> {
  const servers = named(databaseUrl);
  if (servers.length === 1) return servers[0];
  for (const server of servers) if (await isWritable(server)) return server;
  throw new MigrationError(
    'unreachable',
    `None of the ${servers.length} servers of DATABASE_URL can be reached and written to.`,
  );
}
