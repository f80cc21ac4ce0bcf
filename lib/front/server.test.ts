import { Agent } from 'node:http';
import net from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { askAt, converse, type Pair, startPair, textOf } from './testing/servers';

let pair: Pair;
afterEach(() => pair.close());

const QUICK = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 30 };

test('the lane answers what is its own, and the console hears nothing of it', async () => {
  let heard = 0;
  const hear = () => {
    heard += 1;
  };
  pair = await startPair(hear, { lane: (_, response) => response.end('lane') });
  expect(await (await fetch(pair.url)).text()).toBe('lane');
  expect(heard).toBe(0);
});

test('a lane that fails is a problem that says nothing of why, and a line in the log', async () => {
  pair = await startPair(null, {
    lane: () => {
      throw new Error('secret');
    },
  });
  const answer = await fetch(`${pair.url}/api/account-sessions`);
  expect(answer.status).toBe(500);
  const problem = await answer.json();
  expect(problem).toMatchObject({ status: 500, code: 'internal', title: 'Internal error' });
  expect(JSON.stringify(problem)).not.toContain('secret');
  expect(pair.logged).toHaveLength(1);
});

test('an answer of 500 without words gets some; one that has its own keeps them', async () => {
  pair = await startPair((request, response) => {
    const own = request.url === '/api/own' ? { 'content-type': 'application/problem+json' } : {};
    response.writeHead(500, own).end(request.url === '/api/own' ? '{"code":"own"}' : undefined);
  });
  expect(await (await fetch(`${pair.url}/api/own`)).json()).toEqual({ code: 'own' });
  expect(await (await fetch(`${pair.url}/api/bare`)).json()).toMatchObject({ code: 'internal' });
});

test.each([
  ['a head that never ends', 'GET / HTTP/1.1\r\nHost: a\r\n'],
  ['a body that never ends', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nsome'],
])('%s ends with 408', async (_, text) => {
  pair = await startPair((request) => void request.resume().on('error', () => undefined), {
    limits: QUICK,
  });
  expect(await converse(pair.port, text)).toMatch(/^HTTP\/1\.1 408 /);
});

test('a connection that says nothing ends', async () => {
  pair = await startPair(null, { limits: QUICK });
  const said = await converse(pair.port, '');
  expect(said === '' || said.startsWith('HTTP/1.1 408 ')).toBe(true);
});

test('a connection that waits for its next request is not taken for a slow one', async () => {
  pair = await startPair((_, response) => void response.end('ok'), { limits: QUICK });
  const agent = new Agent({ keepAlive: true });
  const once = () => askAt(pair.port, { agent }).then(textOf);
  expect(await once()).toBe('ok');
  // Longer than all of the limits, and than it takes to look at them.
  await setTimeout(500);
  expect(await once()).toBe('ok');
  expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
  agent.destroy();
});

test('a head that is too large is refused', async () => {
  pair = await startPair((_, response) => void response.end());
  const said = await converse(
    pair.port,
    `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(17_000)}\r\n\r\n`,
  );
  expect(said).toMatch(/^HTTP\/1\.1 431 /);
});

test('connections beyond the most are not taken', async () => {
  pair = await startPair((_, response) => void response.end('ok'), {
    limits: { maxConnections: 1 },
  });
  const first = net.connect({ port: pair.port, host: '127.0.0.1' });
  first.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await new Promise((resolve) => first.once('data', resolve));
  await expect(fetch(pair.url)).rejects.toThrow();
  first.destroy();
});
