import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { configuration, connect } from './api';
import { ApiError, CommandError, errorLines } from './errors';

const TOKEN = 'sw_aTokenThatNobodyMaySee';
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A platform that answers as it is told, and the API of it. */
async function platform(answer: RequestListener) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return connect(env(`http://127.0.0.1:${port}/`));
}

const env = (url: string | undefined, token: string | undefined = TOKEN) =>
  ({ SWITCHYARD_URL: url, SWITCHYARD_TOKEN: token }) as unknown as NodeJS.ProcessEnv;

const thrown = (promise: Promise<unknown>) => promise.then(String, (error: unknown) => error);

test('a problem document becomes a sentence with its request id', async () => {
  const problem = {
    status: 400,
    code: 'invalid_request',
    detail: '/a: Two are wrong.',
    requestId: 'req-12345',
    errors: [
      { pointer: '/a', message: 'This.' },
      { pointer: '/b', message: 'That.' },
    ],
  };
  const api = await platform((_request, response) =>
    response
      .writeHead(400, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify(problem)),
  );
  const error = await thrown(api.get('/api/templates'));
  expect(error).toBeInstanceOf(ApiError);
  expect(errorLines(error)).toEqual([
    '/a: Two are wrong. (request req-12345)',
    '  /a: This.',
    '  /b: That.',
  ]);
});

test('a question is put again when the platform is busy; a request that writes is not', async () => {
  let asked = 0;
  const api = await platform((_request, response) => {
    asked += 1;
    if (asked < 3) response.writeHead(503, { 'retry-after': '0' }).end('{}');
    else response.writeHead(200).end('{"data":[]}');
  });
  expect(await api.get('/api/templates')).toEqual({ data: [] });
  expect(asked).toBe(3);
  asked = 0;
  expect(await thrown(api.post('/api/changes', {}))).toBeInstanceOf(CommandError);
  expect(asked).toBe(1);
});

test('the token goes to the platform alone, and into no error', async () => {
  let elsewhere = 0;
  const other = createServer((_request, response) => {
    elsewhere += 1;
    response.end('{}');
  });
  servers.push(other);
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const seen: unknown[] = [];
  const api = await platform((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
  });
  const error = await thrown(api.get('/api/templates'));
  expect(seen).toEqual([`Bearer ${TOKEN}`]);
  expect(elsewhere).toBe(0);
  expect(errorLines(error).join('\n')).not.toContain(TOKEN);
});

test('what is no platform is told as that', async () => {
  const api = await platform((_request, response) => response.writeHead(502).end('<html>'));
  expect(errorLines(await thrown(api.get('/')))[0]).toContain(
    'answered 502, and not as Switchyard',
  );
});

test.each([
  [undefined, TOKEN, 'SWITCHYARD_URL is not set'],
  ['switchyard.example', TOKEN, 'is not an address'],
  ['ftp://switchyard.example', TOKEN, 'is not an address'],
  ['https://me:secret@switchyard.example', TOKEN, 'without a password'],
  ['https://switchyard.example', ' ', 'SWITCHYARD_TOKEN is not set'],
])('the address %s', (url, token, words) => {
  expect(() => configuration(env(url, token))).toThrow(words);
});

test('an address may have a path, and a slash at its end', () => {
  expect(configuration(env('https://a.example/yard/')).url).toBe('https://a.example/yard');
});
