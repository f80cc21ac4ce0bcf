import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticateAsKey, authenticateBearer } from '@/lib/bearer';
import { feed } from '@/lib/data/cache/feed';
import { closeKept } from '@/lib/data/close';
import { noteDenial } from '@/lib/data/denials';
import type { Asking } from '@/lib/http/asking';
import { readForm } from '@/lib/http/read-form';
import type { AnyBody, Reply } from '@/lib/http/reply';
import { type PathParams, type RouteHandler, routeFor } from '@/lib/http/route';
import { stripeProblemReply } from '@/lib/http/stripe-problem';
import { log } from '@/lib/log';
import { countRequest } from '@/lib/metrics/count';
import { now } from '@/lib/time';
import { inRequestSpan } from '@/lib/trace';
import { createAccountSession } from './create-account-session';
import { createStripeAccountSession } from './create-stripe-account-session';
import { getPolicy } from './get-policy';
import { turnEnd } from './turn-end';

/** Answers what merchants' pages wait for, before anything of the console's has to run. */
export interface Lane {
  /** Takes a request and answers it; false, with nothing touched, where it is not the lane's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Something may have been written beside the lane: what it keeps is asked about before it is used. */
  doubt(): void;
  /** Writes what is still to be written, and gives its connections back. */
  close(): Promise<void>;
}

const parts = {
  log: (line: Record<string, unknown>, level: 'info' | 'error') => log[level](line, 'request'),
  observe: countRequest,
  denied: noteDenial,
  clock: now,
};

const route = routeFor({
  ...parts,
  authenticate: (request, now) =>
    authenticateBearer(request.headers.get('authorization') ?? '', now),
});

const stripeRoute = routeFor({
  ...parts,
  authenticate: authenticateAsKey,
  read: readForm,
  refuse: stripeProblemReply,
});

/** A route of the lane. */
interface Own {
  method: 'GET' | 'POST';
  pattern: string;
  handler: RouteHandler;
}

const ROUTES = {
  mint: { method: 'POST', pattern: '/api/account-sessions', handler: route(createAccountSession) },
  dropIn: {
    method: 'POST',
    pattern: '/v1/account_sessions',
    handler: stripeRoute(createStripeAccountSession),
  },
  policy: { method: 'GET', pattern: '/api/accounts/[id]/policy', handler: route(getPolicy) },
} satisfies Record<string, Own>;

const POLICY = /^\/api\/accounts\/([A-Za-z0-9_]{1,100})\/policy$/;
const NONE: PathParams = {};

/**
 * What of the lane's a request asks for. Requests of people come with a cookie and without a token,
 * and past policies are read seldom: both are the console's, and answered the same there.
 */
function found({ method, url = '', headers }: IncomingMessage): [Own, PathParams] | null {
  if (headers.authorization === undefined) return null;
  if (method === 'POST') {
    if (url === '/api/account-sessions') return [ROUTES.mint, NONE];
    if (url === '/v1/account_sessions') return [ROUTES.dropIn, NONE];
  } else if (method === 'GET') {
    const [, id] = POLICY.exec(url) ?? [];
    if (id !== undefined) return [ROUTES.policy, { id }];
  }
  return null;
}

function askingOf(request: IncomingMessage): Asking {
  const { method = '', url = '', headers } = request;
  return {
    method,
    url: `http://lane${url}`,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()];
        return (Array.isArray(value) ? value.join(', ') : value) ?? null;
      },
    },
    body: request,
  };
}

function write(request: IncomingMessage, response: ServerResponse, reply: Reply<AnyBody>): void {
  // What was not read of a body would be taken for the next request.
  if (!request.complete) response.shouldKeepAlive = false;
  const { status, headers, body } = reply;
  const text = typeof body === 'string';
  const bytes = text ? Buffer.byteLength(body) : body.reduce((sum, { length }) => sum + length, 0);
  response.writeHead(status, { ...headers, 'content-length': bytes });
  // Text of one byte a character leaves together with its head, and is copied once on its way.
  if (text) return void response.end(body, bytes === body.length ? 'latin1' : 'utf8');
  for (const piece of body) response.write(piece, 'latin1');
  response.end();
}

async function serve(
  [{ method, pattern, handler }, params]: [Own, PathParams],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const asked = () => handler.answer(askingOf(request), { pattern, params });
    const reply = await inRequestSpan(`${method} ${pattern}`, request.headers, asked);
    if (reply instanceof Response) throw new Error('The lane sends no streams.');
    await turnEnd();
    if (!response.destroyed) write(request, response, reply);
  } catch (err) {
    log.error({ err }, 'a request of the lane failed');
    response.destroy();
  }
}

/** Makes the lane of this process: it keeps in memory what decides, and listens for what alters it. */
export function createLane(): Lane {
  feed().listen();
  return {
    handle(request, response) {
      const own = found(request);
      if (own === null) return false;
      void serve(own, request, response);
      return true;
    },
    doubt: () => feed().doubt(),
    close: closeKept,
  };
}
