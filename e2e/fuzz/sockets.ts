import { connect, type Socket } from 'node:net';

/** What no client library would send: whole requests as bytes, each to be refused or ended. */
export const RAW: readonly (readonly [name: string, bytes: string])[] = [
  ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ['an empty line', '\r\n\r\n'],
  ['no version', 'GET /api/health\r\n\r\n'],
  ['a version of its own', 'GET /api/health HTTP/9.9\r\nHost: a\r\n\r\n'],
  ['no host', 'GET /api/health HTTP/1.1\r\n\r\n'],
  ['two hosts', 'GET /api/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
  ['a method that is none', 'G\u0001T /api/health HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a path with NUL', 'GET /api/\u0000health HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a path without end', `GET /${'a'.repeat(60_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(20_000)}\r\n`],
  ['a header that goes on', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n'],
  ['a header without a name', 'GET / HTTP/1.1\r\nHost: a\r\n: a\r\n\r\n'],
  [
    'two lengths',
    'POST /api/account-sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
  ],
  [
    'a length and chunks',
    'POST /api/account-sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/audit HTTP/1.1\r\nHost: a\r\n\r\n',
  ],
  [
    'a negative length',
    'POST /api/account-sessions HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
  ],
  [
    'a length that no number holds',
    `POST /api/account-sessions HTTP/1.1\r\nHost: a\r\nContent-Length: ${'9'.repeat(40)}\r\n\r\n`,
  ],
  [
    'chunks of no size',
    'POST /api/account-sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ],
  [
    'chunks without end',
    `POST /api/account-sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n${'a'.repeat(200_000)}`,
  ],
  [
    'chunked twice',
    'POST /api/account-sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n',
  ],
  ['an upgrade', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
  ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'],
  ['HTTP/2 without being asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
];

const open = (url: string): Socket => {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname).on('error', () => undefined);
};

/** What comes back for some bytes until the server ends the connection, or nothing more comes for a while. */
export function answerTo(url: string, bytes: string, quietMs = 500): Promise<string> {
  const socket = open(url);
  let answer = '';
  socket.setEncoding('latin1');
  socket.setTimeout(quietMs, () => socket.destroy());
  socket.on('data', (part) => {
    answer += part;
  });
  socket.write(bytes, 'latin1');
  return new Promise((resolve) => socket.once('close', () => resolve(answer)));
}

/** Connections that begin a request and never end it: half of a head, a body that is awaited, or drops. */
export function slowOnes(url: string, count: number): { close: () => void } {
  const head = 'POST /api/account-sessions HTTP/1.1\r\nHost: a\r\n';
  const begun = [head, `${head}Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"a`];
  const sockets = Array.from({ length: count }, (_, n) => {
    const socket = open(url);
    socket.write(begun[n % begun.length] ?? head);
    return socket;
  });
  const dripping = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('a');
  }, 200);
  return {
    close: () => {
      clearInterval(dripping);
      for (const socket of sockets) socket.destroy();
    },
  };
}
