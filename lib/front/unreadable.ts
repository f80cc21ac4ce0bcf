import type { IncomingMessage, ServerResponse } from 'node:http';
import { unreadableReply } from '@/lib/http/unreadable';
import { requestIdOf } from './asked';

/** Refuses a request whose path cannot be decoded. */
export function answerUnreadable(request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body } = unreadableReply(request.url ?? '', requestIdOf(request));
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
}
