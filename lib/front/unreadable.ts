import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdFrom } from '@/lib/http/request-id';
import { unreadableReply } from '@/lib/http/unreadable';

/** Refuses a request whose path cannot be decoded. */
export function answerUnreadable(request: IncomingMessage, response: ServerResponse): void {
  const requestId = requestIdFrom(String(request.headers['x-request-id'] ?? ''));
  const { status, headers, body } = unreadableReply(request.url ?? '', requestId);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
}
