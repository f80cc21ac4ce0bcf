import type { IncomingMessage, ServerResponse } from 'node:http';
import { MACHINE_HEADERS } from '@/lib/http/machine-headers';
import { countedAs } from '@/lib/in-flight';
import type { log } from '@/lib/log';
import { countRequest } from '@/lib/metrics/count';
import { pathOf, requestIdOf } from './asked';
import { PLAIN_STYLE_HASH, plainPage } from './plain-page';

/** Why there is no answer of the console's: it does not run just now, ended in the middle, or failed. */
export type Why = 'away' | 'lost' | 'failed';

/** A request with its answer, and where to say what became of it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  log: Pick<typeof log, 'error'>;
}

const RETRY_SECONDS = 2;

const SAID = {
  away: {
    status: 503,
    code: 'console_unavailable',
    title: 'Console unavailable',
    detail: `The console is starting. Minting goes on. Try again in ${RETRY_SECONDS} seconds.`,
    heading: 'One moment',
    page: 'Switchyard’s console is starting. This page tries again by itself.',
  },
  lost: {
    status: 502,
    code: 'console_unavailable',
    title: 'Console unavailable',
    detail: 'The console ended before it answered. Look whether this was done before asking again.',
    heading: 'No answer',
    page: 'Switchyard’s console ended before it answered. Look whether what you asked for was done before you ask again.',
  },
  failed: {
    status: 500,
    code: 'internal',
    title: 'Internal error',
    detail: 'Something went wrong on our side. Look whether this was done before asking again.',
    heading: 'Something went wrong',
    page: 'It was on our side. Look whether what you asked for was done before you ask again.',
  },
} as const;

const PAGE_HEADERS = {
  ...MACHINE_HEADERS,
  'content-security-policy': `default-src 'none'; style-src ${PLAIN_STYLE_HASH}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

const BACK = '<a href="/">Back to Switchyard</a>';

/** Ends a request that failed by an error of our own: with an answer, where none has begun. */
export function answerFailed(exchange: Exchange, err: unknown): void {
  const { response, log } = exchange;
  if (!response.headersSent) {
    answerAway(exchange, 'failed', err);
    return;
  }
  log.error({ err }, 'a request failed');
  response.destroy();
}

/**
 * Answers in the console's place, in the form in which the path would have answered, and logs that under
 * the id that it tells; `err` is what went wrong, where that is known.
 */
export function answerAway({ request, response, log }: Exchange, why: Why, err?: unknown): void {
  const { status, code, title, detail, heading, page: text } = SAID[why];
  const path = pathOf(request);
  const requestId = requestIdOf(request);
  const type = `urn:switchyard:problem:${code}`;
  const machine = /^\/(?:api|v1)(?:\/|$)/.test(path);
  const body = machine
    ? JSON.stringify({ type, title, status, detail, code, requestId })
    : plainPage({
        ...{ heading, said: [text, BACK], reference: requestId },
        againSeconds: why === 'away' && request.method === 'GET' ? RETRY_SECONDS : undefined,
      });
  response.writeHead(status, {
    ...(machine ? MACHINE_HEADERS : PAGE_HEADERS),
    'content-type': machine ? 'application/problem+json' : 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(why === 'away' && { 'retry-after': String(RETRY_SECONDS) }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  const { method = '' } = request;
  const line = { requestId, method, status, code, ...(err !== undefined && { err }) };
  log.error(line, 'answered in the place of the console');
  const route = countedAs(path) ?? 'other';
  countRequest({ route, method, status, seconds: 0 });
}
