import { afterEach, describe, expect, test } from 'vitest';
import { askAt, type Pair, startPair, textOf, told } from './testing/servers';

let pair: Pair;
afterEach(() => pair.close());

async function asked(path: string, headers: Record<string, string> = {}) {
  pair = await startPair(told);
  const answer = await askAt(pair.port, { path, headers });
  return { status: answer.statusCode, headers: answer.headers, text: await textOf(answer) };
}

describe('a path that cannot be decoded', () => {
  test.each(['/api/changes/%', '/api/accounts/%zz', '/settings/%c3%28', '/%ff?x=1'])(
    'is refused before the console is asked: %s',
    async (path) => {
      const { status, headers, text } = await asked(path);
      expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
      expect(JSON.parse(text)).toMatchObject({ code: 'invalid_request', status: 400 });
    },
  );

  test('is refused to Stripe’s clients in Stripe’s words', async () => {
    const { status, text } = await asked('/v1/%zz');
    expect(status).toBe(400);
    expect(JSON.parse(text).error.type).toBe('invalid_request_error');
  });

  test('is another matter in a query, which the route reads', async () => {
    expect((await asked('/api/accounts?q=%zz')).status).toBe(200);
  });
});

describe('what only Next says to itself', () => {
  const OURS = { 'x-middleware-subrequest': 'proxy', 'x-invoke-path': '/settings', 'x-else': '1' };
  const OF_PAGES = { rsc: '1', 'next-router-prefetch': '1', 'next-action': 'a', 'next-url': '/' };

  test('is taken from nobody else', async () => {
    const { headers } = JSON.parse((await asked('/settings', { ...OURS, ...OF_PAGES })).text);
    expect(headers).toMatchObject({ 'x-else': '1', ...OF_PAGES });
    expect(Object.keys(headers).filter((name) => /^x-(?:mid|inv)/.test(name))).toEqual([]);
  });

  test('is said to pages alone', async () => {
    const { headers } = JSON.parse((await asked('/api/templates', { ...OURS, ...OF_PAGES })).text);
    expect(headers['x-else']).toBe('1');
    expect(Object.keys(headers).filter((name) => /^(?:rsc|next-|x-mid|x-inv)/.test(name))).toEqual(
      [],
    );
  });
});
