import { createServer, type Server, type ServerOptions } from 'node:http';
import { STRICT_TRANSPORT } from '@/lib/http/page-policy';
import type { Lane } from '@/lib/lane/lane';
import type { log } from '@/lib/log';
import { answerFailed } from './away';
import type { WayOn } from './proxy';

/** What a client may take its time for, and how much it may hold. */
export interface Limits extends ServerOptions {
  maxConnections: number;
  /** How long a connection may be silent in the middle of a request or an answer. */
  silentMs: number;
}

export const LIMITS: Limits = {
  // Longer than clients and load balancers keep a connection, so that we never hang up first.
  keepAliveTimeout: 75_000,
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
  // A peer that is gone without a word is noticed by probes.
  keepAlive: true,
  keepAliveInitialDelay: 60_000,
  maxConnections: 10_000,
  silentMs: 300_000,
};

/**
 * The server that owns the port: the lane answers what is its own, the console everything else. An
 * upgrade is not taken up: such a request is answered like any other, as HTTP permits.
 */
export function createFrontServer(
  parts: {
    lane: Pick<Lane, 'handle'>;
    proxy: Pick<WayOn, 'forward'>;
    log: Pick<typeof log, 'error'>;
    /** Whether people reach it by https: browsers are told then to use nothing else. */
    secure: boolean;
  },
  { maxConnections, silentMs, ...options }: Limits = LIMITS,
): Server {
  const server = createServer(options, (request, response) => {
    if (parts.secure) response.setHeader('strict-transport-security', STRICT_TRANSPORT);
    try {
      if (!parts.lane.handle(request, response)) parts.proxy.forward(request, response);
    } catch (err) {
      answerFailed({ request, response, log: parts.log }, err);
    }
  });
  server.maxConnections = maxConnections;
  server.timeout = silentMs;
  return server;
}
