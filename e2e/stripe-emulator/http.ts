import type { IncomingMessage, ServerResponse } from 'node:http';

/** A whole session request takes some 5 KB. */
const maxBodyBytes = 64 * 1024;

/** An answer before it is sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The path and the query of a request, neither of them decoded. */
export function splitUrl(request: IncomingMessage): { path: string; query: string } {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  return { path, query: query.join('?') };
}

/** The body as text, or nothing when it is too large. What is too large is drained, not kept. */
export function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
    });
    request.on('error', reject);
    request.on('end', () => {
      resolve(size <= maxBodyBytes ? Buffer.concat(chunks).toString('utf8') : undefined);
    });
  });
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

/** One header as text. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
