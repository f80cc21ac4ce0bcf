import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { MACHINE_HEADERS } from '@/lib/http/machine-headers';
import { STRICT_TRANSPORT } from '@/lib/http/page-policy';
import { askAt, type Pair, startPair, textOf, told } from './testing/servers';

let pair: Pair;
afterEach(() => pair.close());

async function headersOf(path: string, ...how: Parameters<typeof startPair>) {
  pair = await startPair(...how);
  const answer = await askAt(pair.port, { path });
  await textOf(answer);
  return answer.headers;
}

/** Answers with headers that would undo ours. */
const careless: RequestListener = (_request, response) => {
  response.writeHead(404, {
    'content-security-policy': 'default-src *',
    'x-content-type-options': 'sniff',
    'referrer-policy': 'unsafe-url',
  });
  response.end();
};

const lane: RequestListener = (_request, response) => void response.writeHead(200).end();

describe('whatever the console answers', () => {
  test.each([
    ['/', 'same-origin'],
    ['/no/such/page', 'same-origin'],
    ['/accounts/acct_1/view?x=1', 'unsafe-none'],
    ['/accounts?then=/accounts/acct_1/view', 'same-origin'],
  ])('a page has its headers: %s', async (path, opener) => {
    const headers = await headersOf(path, careless);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'nonce-/);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': opener,
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
  });

  test.each(['/api/accounts', '/v1/x', '/_next/static/a.js', '/icon.svg'])(
    'what is no page has its own: %s',
    async (path) => expect(await headersOf(path, careless)).toMatchObject(MACHINE_HEADERS),
  );
});

test.each(['/', '/api/accounts'])('while the console is away, %s has headers too', async (path) => {
  const headers = await headersOf(path, null);
  expect(headers).toMatchObject({
    ...MACHINE_HEADERS,
    'content-security-policy': expect.stringMatching(
      /^default-src 'none';.* frame-ancestors 'none'$/,
    ),
  });
  expect(headers['content-security-policy']).not.toContain('unsafe');
});

describe('strict transport', () => {
  test.each<[string, string, ...Parameters<typeof startPair>]>([
    ['a page', '/', told],
    ['the API', '/api/accounts', told],
    ['the lane', '/api/account-sessions', told, { lane }],
    ['an answer in the console’s place', '/', null],
  ])('is asked for behind TLS: %s', async (_what, path, listener, more = {}) => {
    const headers = await headersOf(path, listener, { ...more, secure: true });
    expect(headers['strict-transport-security']).toBe(STRICT_TRANSPORT);
  });

  test.each([
    ['/', told],
    ['/api/accounts', null],
  ] as const)('is not asked for without it: %s', async (path, listener) => {
    expect(await headersOf(path, listener)).not.toHaveProperty('strict-transport-security');
  });
});
