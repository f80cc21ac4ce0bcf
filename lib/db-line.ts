import 'server-only';
import pg from 'pg';
import { DatabaseClient, NoConnection } from './db-client';
import { refuseWhileAway } from './db-watch';

/** Longest wait for an answer. */
const PATIENCE_MS = 1_500;

/** Classes of SQL errors that leave a connection as good as it was: wrong data, broken constraints. */
const HARMLESS = /^(?:21|22|23|42|P0)/;

/** Whether the database refused a statement for what it says, and not for want of anything. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && HARMLESS.test(error.code ?? '');

/** What somebody wants to hear of a line beside answers. */
export interface Hearer {
  /** A connection is there, the first one or after a loss; what it listens to has to be said anew. */
  connected?: (client: pg.Client) => Promise<unknown>;
  /** Something that was listened for. */
  notified?: () => void;
  /** The connection is lost; the next statement makes another one. */
  lost?: () => void;
}

/**
 * A connection outside the pool, for statements that must not wait behind others. It connects on
 * first use, and anew after a loss. A statement that is not answered in time fails, and takes its
 * connection with it.
 */
export class DatabaseLine {
  private current: Promise<DatabaseClient> | undefined;

  constructor(
    private readonly name: string,
    private readonly hearer: Hearer = {},
  ) {}

  /**
   * The rows of one statement. Throws the database's own error where it refuses the statement, and
   * `NoConnection` where nothing was heard of it: then it may have been done all the same.
   */
  async query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<Row[]> {
    refuseWhileAway();
    this.current ??= this.connect();
    const client = await this.current;
    try {
      return (await client.query<Row>(statement)).rows;
    } catch (error) {
      if (isRefusal(error)) throw error;
      this.drop(client);
      throw error instanceof pg.DatabaseError ? error : new NoConnection(error, true);
    }
  }

  /** Gives the connection back. */
  async close(): Promise<void> {
    const connection = this.current;
    this.current = undefined;
    await connection?.then(
      (client) => client.end(),
      () => undefined,
    );
  }

  private async connect(): Promise<DatabaseClient> {
    const client = new DatabaseClient({
      application_name: `switchyard ${this.name}`,
      statement_timeout: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    client.on('error', () => this.drop(client));
    client.on('end', () => this.drop(client));
    if (this.hearer.notified) client.on('notification', this.hearer.notified);
    this.client = client;
    try {
      await client.connect();
      await this.hearer.connected?.(client);
    } catch (error) {
      this.drop(client);
      throw error instanceof pg.DatabaseError ? error : new NoConnection(error, false);
    }
    return client;
  }

  private client: DatabaseClient | undefined;

  private drop(client: DatabaseClient): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.current = undefined;
    client.cut();
    this.hearer.lost?.();
  }
}
