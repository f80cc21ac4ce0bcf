import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { MACHINE_HEADERS } from '@/lib/http/machine-headers';
import { countedAs } from '@/lib/in-flight';
import { countRequest } from '@/lib/metrics/count';
import { pathOf, requestIdOf } from './asked';

/** Why there is no answer of the console's: it does not run just now, ended in the middle, or failed. */
export type Why = 'away' | 'lost' | 'failed';

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
    page: 'Switchyard’s console ended before it answered. Look whether it was done, then go on.',
  },
  failed: {
    status: 500,
    code: 'internal',
    title: 'Internal error',
    detail: 'Something went wrong on our side. Look whether this was done before asking again.',
    heading: 'Something went wrong',
    page: 'It was on our side. Look whether it was done, then go on.',
  },
} as const;

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui;margin:20vh auto;max-width:32rem;padding:0 1rem}';

const PAGE_HEADERS = {
  ...MACHINE_HEADERS,
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256')
    .update(STYLE)
    .digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

const page = (heading: string, text: string, again: boolean) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
${again ? `<meta http-equiv="refresh" content="${RETRY_SECONDS}">\n` : ''}<title>${heading} · Switchyard</title>
<style>${STYLE}</style>
<h1>${heading}</h1><p>${text}</p></html>
`;

/** Answers in the console's place, in the form in which the path would have answered. */
export function answerAway(request: IncomingMessage, response: ServerResponse, why: Why): void {
  const { status, code, title, detail, heading, page: text } = SAID[why];
  const path = pathOf(request);
  const requestId = requestIdOf(request);
  const type = `urn:switchyard:problem:${code}`;
  const machine = /^\/(?:api|v1)(?:\/|$)/.test(path);
  const body = machine
    ? JSON.stringify({ type, title, status, detail, code, requestId })
    : page(heading, text, why === 'away' && request.method === 'GET');
  response.writeHead(status, {
    ...(machine ? MACHINE_HEADERS : PAGE_HEADERS),
    'content-type': machine ? 'application/problem+json' : 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(why === 'away' && { 'retry-after': String(RETRY_SECONDS) }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  const route = countedAs(path) ?? 'other';
  countRequest({ route, method: request.method ?? '', status, seconds: 0 });
}
