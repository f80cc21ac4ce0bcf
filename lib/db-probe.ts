import 'server-only';
import type pg from 'pg';
import { DatabaseClient } from './db-client';

/** A connection of its own: whether the database is there does not depend on how busy we are. */
interface Probe {
  client: DatabaseClient;
  connected: Promise<unknown>;
}

const holder = globalThis as { databaseProbe?: Probe | undefined };

function open(): Probe {
  const client = new DatabaseClient({ application_name: 'switchyard probe' });
  const probe = { client, connected: client.connect() };
  client.on('error', () => forget(probe));
  probe.connected.catch(() => forget(probe));
  return probe;
}

function forget(probe: Probe): void {
  if (holder.databaseProbe === probe) holder.databaseProbe = undefined;
  probe.client.cut();
}

/** Thrown where the database neither answered nor refused within the time given. */
export class Silent extends Error {
  override name = 'Silent';
}

/**
 * Rows of a statement, within so many milliseconds whatever becomes of the network. Throws `Silent`
 * where nothing was heard by then. Nothing survives a failure: the next call connects anew.
 */
export async function probeDatabase<Row extends pg.QueryResultRow>(
  sql: string,
  withinMs: number,
): Promise<Row[]> {
  holder.databaseProbe ??= open();
  const probe = holder.databaseProbe;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    // A process that was busy itself reads what has come meanwhile before it calls that silence.
    timer = setTimeout(() => setImmediate(() => reject(new Silent())), withinMs);
  });
  const answer = probe.connected.then(() => probe.client.query<Row>(sql));
  answer.catch(() => undefined);
  try {
    return (await Promise.race([answer, deadline])).rows;
  } catch (error) {
    forget(probe);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Gives the connection back; for the end of the process. */
export function closeProbe(): void {
  if (holder.databaseProbe) forget(holder.databaseProbe);
}
