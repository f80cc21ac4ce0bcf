import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  allAnswered,
  closeServers,
  countedAs,
  endConnectionsAfterAnswers,
  watchRequests,
} from './in-flight';

describe('what a path is counted as', () => {
  it.each([
    ['/', '/'],
    ['/accounts', '/accounts'],
    ['/accounts/acct_1/view', '/accounts/*'],
    ['/_next/static/chunks/1.js', '/_next'],
    ['/api/auth/session', '/api/auth'],
    ['/api/authors', null],
    ['/api/ready', null],
    ['/api/accounts/acct_1', null],
    ['/v1/account_sessions', null],
    ['/wp-login.php', 'other'],
    ['', '/'],
  ])('%s is %s', (path, counted) => {
    expect(countedAs(path)).toBe(counted);
  });
});

describe('a server that is to end', () => {
  it('answers what it has begun, on connections that then end', async () => {
    const unwatch = watchRequests();
    let answer: (() => void) | undefined;
    const server = createServer((_request, response) => {
      answer = () => response.end('done');
      begun();
    });
    let begun = () => {};
    const reached = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answered = new Promise<{ text: string; connection?: string }>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } });
      asked.on('error', reject).on('response', async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ text, connection: response.headers.connection });
      });
      asked.end();
    });
    await reached;
    let over = false;
    const all = allAnswered().then(() => {
      over = true;
    });
    const closed = new Promise<void>((resolve) => server.once('close', resolve));
    endConnectionsAfterAnswers();
    closeServers();
    await Promise.resolve();
    expect(over).toBe(false);
    answer?.();
    expect(await answered).toEqual({ text: 'done', connection: 'close' });
    await all;
    await closed;
    await allAnswered();
    unwatch();
  });
});
