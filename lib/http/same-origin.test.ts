import { describe, expect, test } from 'vitest';
import { changes, isSameOrigin } from './same-origin';

const HOST = 'switchyard.example';
const asked = (headers: Record<string, string>) => ({
  headers: new Headers({ host: HOST, ...headers }),
});

describe('where a request comes from', () => {
  test.each<[what: string, headers: Record<string, string>]>([
    ['this origin', { origin: `https://${HOST}` }],
    [
      'this origin, as fetch says it',
      { origin: `https://${HOST}`, 'sec-fetch-site': 'same-origin' },
    ],
  ])('%s is this site', (_what, headers) => {
    expect(isSameOrigin(asked(headers), true)).toBe(true);
    expect(isSameOrigin(asked(headers), false)).toBe(true);
  });

  test.each<[what: string, headers: Record<string, string>]>([
    ['nowhere', {}],
    ['an origin that is kept back', { origin: 'null' }],
    ['no address', { origin: HOST }],
    ['another site', { origin: 'https://elsewhere.example' }],
    ['a subdomain', { origin: `https://shop.${HOST}` }],
    ['the domain above', { origin: 'https://example' }],
    ['another port', { origin: `https://${HOST}:8443` }],
    ['a name that begins the same', { origin: `https://${HOST}.elsewhere.example` }],
    ['a user that is called so', { origin: `https://${HOST}@elsewhere.example` }],
    ...['cross-site', 'same-site', 'none'].map((site): [string, Record<string, string>] => [
      `what fetch calls ${site}`,
      { origin: `https://${HOST}`, 'sec-fetch-site': site },
    ]),
  ])('%s is not', (_what, headers) => {
    expect(isSameOrigin(asked(headers), false)).toBe(false);
  });

  test('a page that came without TLS is not this site where that is used', () => {
    const plain = asked({ origin: `http://${HOST}` });
    expect([isSameOrigin(plain, true), isSameOrigin(plain, false)]).toEqual([false, true]);
  });
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'anything'])(
  '%s may change something',
  (method) => expect(changes({ method })).toBe(true),
);
test.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing', (method) =>
  expect(changes({ method })).toBe(false),
);
