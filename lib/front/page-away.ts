import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageOutcome } from '@/lib/page-outcome';
import { plainPage } from './plain-page';

const RETRY_SECONDS = 3;

const SAID = [
  'Switchyard cannot reach its database. So there is nothing to show, nothing can be changed, and no session is minted until it is back.',
  'Sessions that merchants have already are Stripe’s, and go on.',
  'This page tries again by itself. If that goes on for minutes, tell whoever runs Switchyard.',
];

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
      const body = plainPage({
        ...{ heading: 'The database is away', said: SAID },
        ...{ reference: databaseAway, againSeconds: RETRY_SECONDS },
      });
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
