import { once } from 'node:events';
import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Pair, startPair } from './testing/servers';

let pair: Pair;
afterEach(() => pair.close());

/** Refuses a body without reading it, as routes do with one that is too large. */
const refusing =
  (headers: OutgoingHttpHeaders): RequestListener =>
  (request, response) => {
    if (request.method === 'GET') return void response.end('read');
    response.writeHead(413, headers).end('too large');
  };

const STAYS = { name: 'stays', headers: {}, says: '413' };
// The console may hang up while the body is still being written: its answer is lost then, and the
// front says that.
const HANGS_UP = { name: 'hangs up', headers: { connection: 'close' }, says: '(?:413|502)' };

test.each([
  { ...STAYS, length: 100 },
  { ...STAYS, length: 3_000_000 },
  { ...HANGS_UP, length: 100 },
  { ...HANGS_UP, length: 3_000_000 },
])(
  'a body of $length bytes that nobody read, by a console that $name, does not keep the connection’s next request waiting',
  async ({ headers, says, length }) => {
    pair = await startPair(refusing(headers));
    const socket = net.connect(pair.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1');
    const answered = new Promise<void>((resolve) => {
      socket.on('data', (part: string) => {
        text += part;
        if (text.includes('read')) resolve();
      });
    });
    await once(socket, 'connect');
    socket.write(`POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`);
    socket.write(Buffer.alloc(length, 'a'));
    socket.write('GET /api/y HTTP/1.1\r\nHost: a\r\n\r\n');
    await answered;
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${says} [\\s\\S]*HTTP/1\\.1 200 `));
    socket.destroy();
  },
);
