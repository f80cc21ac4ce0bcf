import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { askAt, converse, type Pair, startPair, textOf, told } from './testing/servers';

let pair: Pair;
afterEach(() => pair.close());
const start = async (...args: Parameters<typeof startPair>) => {
  pair = await startPair(...args);
  return pair;
};
const ask = (options: http.RequestOptions, body?: string) => askAt(pair.port, options, body);

describe('what goes on to the console', () => {
  test('is the request as it came, without what concerns one connection', async () => {
    await start(told);
    const headers = {
      host: 'switchyard.example',
      connection: 'x-mine',
      'x-mine': 'dropped',
      te: 'trailers',
      'keep-alive': 'timeout=5',
      cookie: 'a=1; b=2',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      'x-forwarded-proto': 'https',
    };
    const seen = JSON.parse(await textOf(await ask({ path: '/api/a?b=%20c&d=//', headers })));
    expect(seen).toMatchObject({ method: 'GET', url: '/api/a?b=%20c&d=//' });
    expect(seen.headers).toEqual({
      host: 'switchyard.example',
      connection: 'keep-alive',
      cookie: headers.cookie,
      traceparent: headers.traceparent,
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
    });
  });

  test('has a page’s policy with the nonce that the answer has, and none of the caller’s', async () => {
    await start(told);
    const theirs = "script-src 'nonce-b3Vycw=='";
    const headers = {
      'content-security-policy': theirs,
      'content-security-policy-report-only': theirs,
    };
    const answers = [await ask({ path: '/a', headers }), await ask({ path: '/a', headers })];
    const policies = answers.map((answer) => answer.headers['content-security-policy']);
    expect(new Set(policies).size).toBe(2);
    for (const [index, answer] of answers.entries()) {
      const seen = JSON.parse(await textOf(answer)).headers;
      expect(seen['content-security-policy']).toBe(policies[index]);
      expect(seen).not.toHaveProperty('content-security-policy-report-only');
      expect(policies[index]).not.toContain('b3Vycw');
    }
    const machine = JSON.parse(await textOf(await ask({ path: '/api/a', headers })));
    expect(JSON.stringify(machine)).not.toContain('b3Vycw');
  });

  test('has the address that a proxy in front has written down', async () => {
    await start(told);
    const headers = { 'x-forwarded-for': '203.0.113.7, 198.51.100.2' };
    const seen = JSON.parse(await textOf(await ask({ headers })));
    expect(seen.headers['x-forwarded-for']).toBe('203.0.113.7, 198.51.100.2');
  });

  test.each(['POST', 'DELETE', 'GET'])('is a chunked body of %s, framed again', async (method) => {
    await start(async (request, response) => {
      const body = await textOf(request);
      response.end(`${request.headers['transfer-encoding']} ${body}`);
    });
    const headers = { 'transfer-encoding': 'chunked', connection: 'content-length' };
    expect(await textOf(await ask({ method, headers }, 'hello'))).toBe('chunked hello');
  });

  test('keeps its length even where Connection names that', async () => {
    await start(async (request, response) => {
      response.end(`${request.headers['content-length']} ${await textOf(request)}`);
    });
    const said = await converse(
      pair.port,
      'DELETE / HTTP/1.1\r\nHost: a\r\nConnection: close, Content-Length\r\nContent-Length: 5\r\n\r\nhello',
    );
    expect(said.endsWith('5 hello') || said.includes('\r\n5 hello\r\n')).toBe(true);
  });

  test('is a large body, no faster than it is taken', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const chunks = 400;
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    await start(async (request, response) => {
      await gate;
      let length = 0;
      for await (const part of request) length += part.length;
      response.end(String(length));
    });
    const asked = http.request({
      port: pair.port,
      host: '127.0.0.1',
      method: 'POST',
      agent: false,
    });
    const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
    // What nobody takes stands still: at some point there is no more room on the way.
    let written = 0;
    while (written < chunks) {
      written += 1;
      if (asked.write(chunk)) continue;
      const drained = await Promise.race([once(asked, 'drain'), setTimeout(300, null)]);
      if (drained === null) break;
    }
    expect(written).toBeLessThan(chunks);
    go();
    for (; written < chunks; written += 1) asked.write(chunk);
    asked.end();
    expect(await textOf((await answered)[0])).toBe(String(chunk.length * chunks));
  });

  test('is told to go on before it sends a body that it asked for', async () => {
    await start(async (request, response) => {
      response.end(`${request.headers.expect} ${await textOf(request)}`);
    });
    const headers = { expect: '100-continue', 'content-length': '5' };
    const asked = http.request({ port: pair.port, host: '127.0.0.1', method: 'POST', headers });
    asked.flushHeaders();
    await once(asked, 'continue');
    asked.end('hello');
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(await textOf(answer)).toBe('undefined hello');
  });

  test('is an ordinary request where an upgrade was wanted', async () => {
    await start(told);
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const answer = await ask({ path: '/socket', headers });
    expect(answer.statusCode).toBe(200);
    const seen = JSON.parse(await textOf(answer));
    expect(seen.headers).not.toHaveProperty('upgrade');
  });
});

describe('what comes back', () => {
  test('has its status, its words and all its cookies', async () => {
    await start((_, response) => {
      response.writeHead(418, 'Short and stout', [
        ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Kept', 'yes'],
        ...['Connection', 'x-inner', 'X-Inner', 'no', 'Proxy-Connection', 'x'],
      ]);
      response.end('tea');
    });
    const answer = await ask({});
    expect([answer.statusCode, answer.statusMessage]).toEqual([418, 'Short and stout']);
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.headers['x-kept']).toBe('yes');
    for (const name of ['x-inner', 'proxy-connection']) {
      expect(answer.headers).not.toHaveProperty(name);
    }
    expect(await textOf(answer)).toBe('tea');
  });

  test.each([
    ['HEAD', 200, { 'content-length': '12345' }],
    ['GET', 204, {}],
    ['GET', 304, { etag: '"1"' }],
  ])('for %s and %i has no body, and the connection goes on', async (method, status, headers) => {
    await start((_, response) => void response.writeHead(status, headers).end());
    const agent = new http.Agent({ keepAlive: true });
    for (let time = 0; time < 2; time += 1) {
      const answer = await ask({ method, agent });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers).toMatchObject(headers);
      expect(await textOf(answer)).toBe('');
    }
    agent.destroy();
  });

  test('is shown as it is made, the head first', async () => {
    let next: () => void = () => undefined;
    await start((_, response) => {
      response.flushHeaders();
      next = () => {
        response.write('one ');
        next = () => response.end('two');
      };
    });
    const answer = await ask({});
    next();
    const [first] = await once(answer, 'data');
    expect(String(first)).toBe('one ');
    next();
    expect(await textOf(answer)).toBe('two');
  });

  test('is read no faster than the client takes it', async () => {
    const chunk = Buffer.alloc(256 * 1024, 'y');
    let written = 0;
    let stuck: () => void = () => undefined;
    const full = new Promise<void>((resolve) => {
      stuck = resolve;
    });
    await start((_, response) => {
      const more = () => {
        while (written < 200) {
          written += 1;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return stuck();
          }
        }
        response.end();
      };
      more();
    });
    const answer = await ask({});
    await full;
    expect(written).toBeLessThan(200);
    let length = 0;
    for await (const part of answer) length += part.length;
    expect(length).toBe(chunk.length * 200);
  });

  test('counts even where it came before all was sent', async () => {
    await start((_, response) => {
      response.writeHead(413).end('too large');
    });
    const asked = http.request({
      port: pair.port,
      host: '127.0.0.1',
      method: 'POST',
      agent: false,
    });
    asked.on('error', () => undefined);
    asked.write(Buffer.alloc(1024 * 1024));
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(413);
    expect(await textOf(answer)).toBe('too large');
    asked.destroy();
  });
});
