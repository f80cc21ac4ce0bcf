import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageOutcome } from '@/lib/page-outcome';

const RETRY_SECONDS = 3;

const page = (reference: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${RETRY_SECONDS}"><title>The database is away · Switchyard</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;margin:20vh auto;max-width:32rem;padding:0 1rem}code{word-break:break-all}</style>
<main><h1>The database is away</h1>
<p>Switchyard cannot reach its database. So there is nothing to show, nothing can be changed, and no session is minted until it is back.</p>
<p>Sessions that merchants have already are Stripe’s, and go on.</p>
<p>This page tries again by itself. If that goes on for minutes, tell whoever runs Switchyard.</p>
<p>Reference <code>${reference}</code></p></main></html>
`;

/** What says how long the answer was to be, what is in it, or that it may be kept. */
const OF_THE_ANSWER = ['content-encoding', 'content-length', 'transfer-encoding', 'etag', 'link'];

/**
 * Has a page that failed for want of a database answered with 503, in words that need no script: Next
 * has but 500 for it, and an empty page. A page whose head was sent before is left as it is, and so is
 * what Next's own client asks for: it shows the same in its place.
 */
export function answerPageAway(
  request: IncomingMessage,
  response: ServerResponse,
  outcome: PageOutcome,
): void {
  const { writeHead, write, end } = response;
  let stoodIn = false;
  Object.assign(response, {
    writeHead(...head: Parameters<typeof writeHead>) {
      const { databaseAway } = outcome;
      if (!databaseAway || head[0] < 500 || request.headers.rsc !== undefined) {
        return writeHead.apply(response, head);
      }
      const body = page(databaseAway);
      for (const name of OF_THE_ANSWER) response.removeHeader(name);
      writeHead.call(response, 503, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'cache-control': 'no-store',
        'retry-after': String(RETRY_SECONDS),
        'x-request-id': databaseAway,
      });
      stoodIn = true;
      end.call(response, request.method === 'HEAD' ? '' : body, 'utf8');
      return response;
    },
    write: (...args: Parameters<typeof write>) => stoodIn || write.apply(response, args),
    end: (...args: Parameters<typeof end>) => (stoodIn ? response : end.apply(response, args)),
  });
}
