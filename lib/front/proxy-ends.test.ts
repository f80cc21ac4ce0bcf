import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type net from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { askAt, type Pair, startPair, textOf, told } from './testing/servers';

let pair: Pair;
afterEach(() => pair.close());
const start = async (...args: Parameters<typeof startPair>) => {
  pair = await startPair(...args);
  return pair;
};
const ask = (options: http.RequestOptions, body?: string) => askAt(pair.port, options, body);

test('what may have been written is known before the answer is', async () => {
  await start((_, response) => void response.end('done'));
  for (const method of ['GET', 'HEAD']) await textOf(await ask({ method }));
  expect(pair.writes()).toBe(0);
  const answer = await ask({ method: 'POST' }, '{}');
  expect(pair.writes()).toBe(1);
  await textOf(answer);
});

describe('who leaves', () => {
  test.each(['before the answer', 'in the middle of it'])(
    '%s is noticed by the console',
    async (when) => {
      let left: (value: boolean) => void = () => undefined;
      const noticed = new Promise<boolean>((resolve) => {
        left = resolve;
      });
      let begun: () => void = () => undefined;
      const reached = new Promise<void>((resolve) => {
        begun = resolve;
      });
      await start((_, response) => {
        response.once('close', () => left(!response.writableFinished));
        if (when !== 'before the answer') response.write('some');
        begun();
      });
      const asked = http.get({ port: pair.port, host: '127.0.0.1', agent: false });
      asked
        .on('error', () => undefined)
        .on('response', (answer) => answer.on('error', () => undefined));
      await reached;
      if (when !== 'before the answer') await once(asked, 'response');
      asked.destroy();
      expect(await noticed).toBe(true);
    },
  );

  test('in the middle of sending is noticed by the console', async () => {
    const broken = new Promise<string>((resolve) => {
      void start((request) => {
        request.on('error', () => resolve('broken')).resume();
      }).then(() => {
        const headers = { 'content-length': '1000' };
        const asked = http.request({ port: pair.port, host: '127.0.0.1', method: 'POST', headers });
        asked.on('error', () => undefined);
        asked.write('some', () => setImmediate(() => asked.destroy()));
      });
    });
    expect(await broken).toBe('broken');
  });

  test('the console, in the middle of an answer, breaks it off', async () => {
    await start((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('some', () => setImmediate(() => request.socket.destroy()));
    });
    const answer = await ask({});
    await expect(textOf(answer)).rejects.toThrow('aborted');
  });
});

describe('a connection that ended while nobody used it', () => {
  /** Answers each connection's first request and hangs up on its second. */
  function fickle(): { seen: string[]; listener: RequestListener } {
    const known = new WeakSet<net.Socket>();
    const seen: string[] = [];
    return {
      seen,
      listener: (request, response) => {
        seen.push(request.method ?? '');
        if (known.has(request.socket)) return void request.socket.destroy();
        known.add(request.socket);
        response.end('fine');
      },
    };
  }

  test.each(['GET', 'HEAD', 'OPTIONS'])(
    'is no matter for %s: it is asked once more',
    async (method) => {
      const { seen, listener } = fickle();
      await start(listener);
      await textOf(await ask({}));
      expect((await ask({ method })).statusCode).toBe(200);
      expect(seen).toEqual(['GET', method, method]);
    },
  );

  test.each(['POST', 'PATCH'])('is told of for %s, which is not sent twice', async (method) => {
    const { seen, listener } = fickle();
    await start(listener);
    await textOf(await ask({}));
    const answer = await ask({ method, path: '/api/changes' }, '{}');
    expect(answer.statusCode).toBe(502);
    expect(answer.headers).not.toHaveProperty('retry-after');
    expect(JSON.parse(await textOf(answer))).toMatchObject({ code: 'console_unavailable' });
    expect(seen).toEqual(['GET', method]);
    expect(pair.writes()).toBe(1);
  });
});

describe('while the console is away', () => {
  test('the API says so as a problem, and when to come again', async () => {
    await start(null);
    const headers = { 'x-request-id': 'request-1234' };
    const answer = await ask({ path: '/api/accounts?x=1', headers });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '2',
      'cache-control': 'no-store',
      'x-request-id': 'request-1234',
    });
    expect(JSON.parse(await textOf(answer))).toMatchObject({
      status: 503,
      code: 'console_unavailable',
      requestId: 'request-1234',
    });
  });

  test('a page says so, and comes again by itself', async () => {
    await start(null);
    const answer = await ask({ path: '/accounts' });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    const text = await textOf(answer);
    expect(text).toContain('http-equiv="refresh"');
    const requestId = answer.headers['x-request-id'];
    expect(text).toContain(`Reference <code>${requestId}</code>`);
    expect(pair.logged).toMatchObject([
      [{ requestId, method: 'GET', status: 503 }, expect.any(String)],
    ]);
    expect(await textOf(await ask({ method: 'HEAD', path: '/accounts' }))).toBe('');
  });

  test('so it is where its socket is there and nobody listens', async () => {
    await start(told);
    pair.console.close();
    await once(pair.console, 'close');
    expect((await ask({ method: 'POST', path: '/api/changes' }, '{}')).statusCode).toBe(503);
    expect((await ask({ path: '/' })).statusCode).toBe(503);
  });
});
