import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
  request,
  type Server,
} from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pageRulesFor } from '@/lib/http/page-policy';
import { createProxy } from '../proxy';
import { createFrontServer, LIMITS, type Limits } from '../server';

/** A front before a console of a test's own, both real servers. */
export interface Pair {
  port: number;
  url: string;
  console: Server;
  socketPath: string;
  /** How often it was told that something may have been written. */
  writes(): number;
  /** What the front logged. */
  logged: unknown[];
  close(): Promise<void>;
}

/** Starts both; the console is away where there is no listener. */
export async function startPair(
  listener: RequestListener | null,
  more: { limits?: Partial<Limits>; lane?: RequestListener; secure?: boolean } = {},
): Promise<Pair> {
  const folder = mkdtempSync(path.join(tmpdir(), 'front-'));
  const socketPath = path.join(folder, 'console.sock');
  let writes = 0;
  const logged: unknown[] = [];
  const log = { error: (...line: unknown[]) => void logged.push(line) };
  const { secure = false } = more;
  const console = createServer({ keepAliveTimeout: 0 }, listener ?? undefined);
  if (listener) await once(console.listen(socketPath), 'listening');
  const proxy = createProxy({
    socketOf: () => (listener ? socketPath : null),
    onWrite: () => {
      writes += 1;
    },
    pageRules: pageRulesFor({ secure, live: true, development: false }),
    log,
  });
  const lane = {
    handle: (...both: Parameters<RequestListener>) => {
      more.lane?.(...both);
      return more.lane !== undefined;
    },
  };
  const front = createFrontServer({ lane, proxy, log, secure }, { ...LIMITS, ...more.limits });
  await once(front.listen(0, '127.0.0.1'), 'listening');
  const { port } = front.address() as AddressInfo;
  return {
    ...{ port, console, socketPath, logged, writes: () => writes },
    url: `http://127.0.0.1:${port}`,
    async close() {
      proxy.close();
      for (const server of [front, console]) {
        server.closeAllConnections();
        if (server.listening) await new Promise((resolve) => server.close(resolve));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Answers with what it was asked. */
export const told: RequestListener = (request, response) => {
  const { method, url, headers } = request;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ method, url, headers }));
};

/** Asks the front over a connection of its own. */
export function askAt(port: number, options: RequestOptions, body?: string) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, agent: false, ...options });
    asked.on('error', reject).on('response', resolve).end(body);
  });
}

/** All that comes of an answer, or a request. */
export const textOf = async (message: IncomingMessage) => (await message.toArray()).join('');

/** Sends text as it is over a connection of its own; resolves with all that came, once it ended. */
export async function converse(port: number, text: string): Promise<string> {
  const socket = net.connect({ port, host: '127.0.0.1' });
  let said = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    said += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return said;
}
