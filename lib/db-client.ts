import 'server-only';
import { Socket } from 'node:net';
import pg from 'pg';
import { Servers, serversOf } from './db-servers';
import { env } from './env';

const holder = globalThis as {
  databaseServers?: Servers;
  databaseSockets?: Map<Socket, string>;
  databaseBytes?: number;
};

function servers(): Servers {
  holder.databaseServers ??= new Servers(serversOf(env().DATABASE_URL));
  return holder.databaseServers;
}

function sockets(): Map<Socket, string> {
  holder.databaseSockets ??= new Map();
  return holder.databaseSockets;
}

/** A socket that can be cut off: a database that went silent is never heard of by itself. */
function openSocket(server: string): Socket {
  const socket = new Socket();
  sockets().set(socket, server);
  return socket.once('close', () => {
    sockets().delete(socket);
    holder.databaseBytes = (holder.databaseBytes ?? 0) + socket.bytesRead;
  });
}

/** How much was heard on all connections there were: it grows as long as anybody gets answers. */
export function bytesHeard(): number {
  const before = holder.databaseBytes ?? 0;
  return [...sockets().keys()].reduce((sum, socket) => sum + socket.bytesRead, before);
}

/**
 * Cuts off all connections, or those to other servers than the given one, so that whoever waits for an
 * answer on one hears that it is lost, and the next request makes new ones.
 */
export function cutConnections(but?: string): void {
  for (const [socket, server] of sockets()) if (server !== but) socket.destroy();
}

/** The database was not reached, was not heard of in time, or cannot be written to. */
export class NoConnection extends Error {
  override name = 'NoConnection';
  readonly code: string;

  /** `begun` says whether something was asked of it before, which may have been done. */
  constructor(cause: unknown, begun: boolean) {
    super('The database was not heard of.', { cause });
    this.code = begun ? 'ConnectionClosed' : 'DatabaseNotReachable';
  }
}

/** Longest time for which a server may let us wait at its door. */
const CONNECT_MS = 1_500;

/** In so many parts: one in which this process was busy itself, however long, is one part. */
const PARTS = 10;

/** Waits for so long as a server may let us wait, by the time that this process had for it. */
async function atTheDoor<T>(connecting: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const wait = (left: number) => {
      if (left === 0) return reject(new Error('The server let us wait.'));
      timer = setTimeout(() => wait(left - 1), CONNECT_MS / PARTS);
    };
    wait(PARTS);
  });
  // Who is cut off hears of that too, and nobody listens any more.
  connecting.catch(() => undefined);
  try {
    return await Promise.race([connecting, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

const WRITABLE = `SELECT current_setting('transaction_read_only') AS read_only`;

/**
 * A connection to whichever server of DATABASE_URL can be written to. One that cannot be reached or
 * written to is passed over, so that the next connection asks the next server. Connections to one that
 * is no longer asked are cut off: it may still believe that it is the one to write to.
 */
export class DatabaseClient extends pg.Client {
  private readonly server: string;
  readonly cut: () => void;

  constructor(config: pg.ClientConfig = {}) {
    const server = servers().now;
    let socket: Socket | undefined;
    super({
      ...config,
      connectionString: server,
      // Pg’s own time runs on while this process is busy.
      connectionTimeoutMillis: 0,
      keepAlive: true,
      stream: () => {
        socket = openSocket(server);
        return socket;
      },
    });
    this.server = server;
    this.cut = () => socket?.destroy();
    // Who uses it hears of its loss from what it asked; without a listener that would end the process.
    this.on('error', () => undefined);
  }

  /** Connects. Throws what the server said or the network did, and `NoConnection` where it only reads. */
  override connect(): Promise<this>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<this> | undefined {
    const connected = this.enter();
    if (!callback) return connected;
    connected.then(() => callback(null as unknown as Error), callback);
    return undefined;
  }

  private async enter(): Promise<this> {
    try {
      await atTheDoor(super.connect());
      const { rows } = await super.query<{ read_only: string }>(WRITABLE);
      if (rows[0]?.read_only !== 'off') throw new NoConnection('It only reads.', false);
    } catch (error) {
      this.cut();
      servers().passOver(this.server);
      throw error;
    }
    if (this.server === servers().now) cutConnections(this.server);
    return this;
  }
}

/** How many servers DATABASE_URL names. */
export const serverCount = (): number => servers().count;
