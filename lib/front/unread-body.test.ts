import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Pair, startPair } from './testing/servers';

let pair: Pair;
afterEach(() => pair.close());

/** Refuses a body without reading it, as routes do with one that is too large. */
const refusing: RequestListener = (request, response) => {
  if (request.method === 'GET') return void response.end('read');
  response.writeHead(413, { connection: 'close' }).end('too large');
};

test.each([100, 3_000_000])(
  'a body of %i bytes that nobody read does not keep the connection’s next request waiting',
  async (length) => {
    pair = await startPair(refusing);
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
    expect(text).toMatch(/^HTTP\/1\.1 413 [\s\S]*too large[\s\S]*HTTP\/1\.1 200 /);
    socket.destroy();
  },
);
