import 'server-only';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { countRequest } from './metrics/count';
import { isStopping } from './stopping';

/** What is done about each request that begins. */
interface Watch {
  /** False where it is handed on to a process that counts it. */
  count: boolean;
  /** Whether whoever asks a process that is to end is told not to ask on that connection again. */
  hangUp: boolean;
}

interface Started {
  request: IncomingMessage;
  response: ServerResponse;
  server: Server;
}

const servers = new Set<Server>();
const answering = new Set<ServerResponse>();
const waiting = new Set<() => void>();

/** The rooms of the console and what else has an address; all others count as one. */
const KNOWN = new Set([
  ...['accounts', 'audit', 'bulk', 'changes', 'compare', 'drift', 'invitation', 'rules'],
  ...['settings', 'sign-in', 'templates'],
]);

/** Routes that stand in no wrapper, and so are counted here. */
const UNWRAPPED = /^\/api\/(?:auth|webhooks)(?=\/|$)/;

/** What a path is counted as; null for routes that count themselves. */
export function countedAs(path: string): string | null {
  const unwrapped = UNWRAPPED.exec(path);
  if (unwrapped) return unwrapped[0];
  const [, first = '', ...rest] = path.split('/');
  if (first === 'api' || first === 'v1') return null;
  if (first === '_next') return '/_next';
  if (first === '') return '/';
  if (!KNOWN.has(first)) return 'other';
  return rest.length > 0 ? `/${first}/*` : `/${first}`;
}

function begin({ request, response, server }: Started, { count, hangUp }: Watch): void {
  servers.add(server);
  answering.add(response);
  if (hangUp && isStopping()) response.shouldKeepAlive = false;
  const started = performance.now();
  response.once('close', () => {
    answering.delete(response);
    if (answering.size === 0) for (const done of waiting) done();
    if (!count) return;
    const route = countedAs((request.url ?? '').replace(/[?#].*$/, ''));
    if (route === null) return;
    const seconds = (performance.now() - started) / 1000;
    countRequest({ route, method: request.method ?? '', status: response.statusCode, seconds });
  });
}

/** Begins to watch what this process's servers answer; returns what ends it. */
export function watchRequests({ count = true, hangUp = true }: Partial<Watch> = {}): () => void {
  const see = (message: unknown) => begin(message as Started, { count, hangUp });
  subscribe('http.server.request.start', see);
  return () => void unsubscribe('http.server.request.start', see);
}

/** Has answers that have not begun yet be the last ones on their connections. */
export function endConnectionsAfterAnswers(): void {
  for (const response of answering) if (!response.headersSent) response.shouldKeepAlive = false;
}

/** Takes no new connections, and ends those on which nobody waits for an answer. */
export function closeServers(): void {
  for (const server of servers) {
    server.close();
    server.closeIdleConnections();
  }
}

/** Resolves once every request that was begun has been answered. */
export function allAnswered(): Promise<void> {
  if (answering.size === 0) return Promise.resolve();
  return new Promise((resolve) => waiting.add(resolve));
}
