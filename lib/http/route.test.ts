import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, notFound } from '@/lib/domain/errors';
import { answering } from './answer';
import { routeFor } from './route';
import { ask, never, post, type Spec, URL_OF, words } from './testing/ask';

describe('the request id', () => {
  const withId = (id: string) => new Request(URL_OF, { headers: { 'x-request-id': id } });

  it.each(['abcdefgh', 'A-Z_0-9-', 'x'.repeat(64)])('is the caller’s own: %s', async (id) => {
    let seen = '';
    const { response, log } = await ask(
      {
        handle: async ({ context }) => {
          seen = context.requestId;
          return {};
        },
      },
      { request: withId(id) },
    );
    expect([response.headers.get('x-request-id'), seen, log?.line.requestId]).toEqual([id, id, id]);
  });

  it.each(['', 'short', 'x'.repeat(65), 'with space', '{"a":1}', '../../etc', 'é'.repeat(10)])(
    'is made anew in place of %j',
    async (id) => {
      const { response } = await ask({}, { request: withId(id) });
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('is another one each time', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => ask({})));
    expect(new Set(ids.map(({ response }) => response.headers.get('x-request-id'))).size).toBe(20);
  });

  it('stands on errors too, in the header and in the document', async () => {
    const spec = { handle: async () => Promise.reject(notFound('thing', 'x')) };
    const { response, body } = await ask(spec, { request: withId('my-own-request') });
    expect(response.headers.get('x-request-id')).toBe('my-own-request');
    expect(body.requestId).toBe('my-own-request');
  });
});

describe('an answer', () => {
  it('is JSON and never cached', async () => {
    const { response, body } = await ask({ handle: async () => ({ a: 1 }) });
    expect(response.status).toBe(200);
    expect(body).toEqual({ a: 1 });
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('may be a whole response, which is never cached either', async () => {
    const handle = async () =>
      Response.json({}, { status: 201, headers: { 'cache-control': 'public, max-age=60' } });
    const { response } = await ask({ handle });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('an error', () => {
  const SECRET = 'postgres://switchyard:hunter2@db/switchyard';

  it.each([new Error(SECRET), new TypeError(SECRET), SECRET, { message: SECRET }, undefined])(
    'that nobody foresaw is fixed text, and logged: %s',
    async (thrown) => {
      const { response, body, log } = await ask({ handle: async () => Promise.reject(thrown) });
      expect(response.status).toBe(500);
      expect(body).toEqual({
        type: 'urn:switchyard:problem:internal',
        title: 'Internal error',
        status: 500,
        detail: 'Something went wrong on our side. It was logged under this request id.',
        code: 'internal',
        requestId: response.headers.get('x-request-id'),
      });
      expect(log).toMatchObject({ level: 'error', line: { status: 500, code: 'internal' } });
      expect(log?.line.err).toBe(thrown);
    },
  );

  it('says when to try again', async () => {
    const error = new AppError('stripe_unavailable', 'Later.', { retryAfter: 5 });
    const { response, log } = await ask({ handle: async () => Promise.reject(error) });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(log?.line).not.toHaveProperty('err');
  });

  it('is logged with its cause where it has one', async () => {
    const error = new AppError('database_unavailable', 'Later.', { cause: new Error('gone') });
    const { log } = await ask({ handle: async () => Promise.reject(error) });
    expect(log?.line.err).toBe(error);
  });

  it('that brings along what JSON cannot say is an internal one, and logged', async () => {
    const error = new AppError('conflict', 'Too late.', { members: { row: 7n } });
    const { response, body, log } = await ask({ handle: async () => Promise.reject(error) });
    expect([response.status, body.code]).toEqual([500, 'internal']);
    expect(log).toMatchObject({ level: 'error', line: { status: 500, code: 'internal' } });
    expect(log?.line.err).toBeInstanceOf(TypeError);
  });

  it('may come from whoever says who asks', async () => {
    const actor = new AppError('unauthenticated', 'Who are you?');
    const { response, body } = await ask({ handle: never }, { actor });
    expect([response.status, body.code]).toEqual([401, 'unauthenticated']);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });
});

it('is held to its documentation by the compiler', () => {
  const route = routeFor({ authenticate: never, log: () => undefined });
  const body = z.object({ at: z.string(), list: z.array(z.number()) });
  const documented = {
    ...words,
    permission: 'audit:read',
    answers: { 200: { means: 'It.', body }, 201: { means: 'Made.', body } },
  } as const;
  const right: { at: string; list: readonly number[] } = { at: 'now', list: [1] };
  const handlers = [
    route({ ...documented, handle: async () => right }),
    route({ ...documented, handle: async () => answering(201, right) }),
    // @ts-expect-error: a member is missing.
    route({ ...documented, handle: async () => ({ at: 'now' }) }),
    // @ts-expect-error: a member is of another type.
    route({ ...documented, handle: async () => ({ ...right, at: 1 }) }),
    // @ts-expect-error: the status is not documented.
    route({ ...documented, handle: async () => answering(202, right) }),
    // @ts-expect-error: what a whole response holds cannot be told.
    route({ ...documented, handle: async () => Response.json(right) }),
    // @ts-expect-error: it says nothing of what it answers.
    route({ id: 'doThings', summary: 'Do.', permission: 'audit:read', handle: async () => right }),
    // @ts-expect-error: it says nothing of what it does.
    route({ ...documented, summary: undefined, handle: async () => right }),
  ];
  expect(handlers[0]?.spec).toMatchObject({ id: 'doThings', kind: { takes: 'application/json' } });
});

describe('input', () => {
  it('reaches the handler parsed', async () => {
    const handle: Spec['handle'] = async ({ params, query, body }) => ({ params, query, body });
    const { body } = await ask(
      {
        params: z.object({ id: z.string() }),
        query: z.strictObject({ limit: z.coerce.number() }),
        body: z.strictObject({ name: z.string().trim() }),
        handle,
      },
      { request: new Request(`${URL_OF}?limit=5`, post('{"name": " x "}')), params: { id: 'i' } },
    );
    expect(body).toEqual({ params: { id: 'i' }, query: { limit: 5 }, body: { name: 'x' } });
  });

  it.each([
    ['?a=1&a=1', ['/a']],
    ['?a=1&b=1&a=2&b=3', ['/a', '/b']],
    ['?a%2Fb=1&a%2Fb=2', ['/a~1b']],
    ['?c=1', ['/c']],
    ['?__proto__=1', ['/__proto__']],
  ])('the query %s is refused', async (search, pointers) => {
    const query = z.strictObject({ a: z.string().optional(), b: z.string().optional() });
    const request = new Request(URL_OF + search);
    const { response, body } = await ask({ query, handle: never }, { request });
    expect(response.status).toBe(400);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(pointers);
  });

  it('that is too large is a 413', async () => {
    const request = post(JSON.stringify('x'.repeat(70_000)));
    const { response, body } = await ask({ body: z.string(), handle: never }, { request });
    expect([response.status, body.code]).toEqual([413, 'payload_too_large']);
  });
});

it('the log has one line, of what was done and by whom, without query and body', async () => {
  const request = new Request(`${URL_OF}?q=merchant%40example.com`, post('{"note":"private"}'));
  const { log } = await ask({ body: z.object({ note: z.string() }) }, { request });
  expect(log).toEqual({
    level: 'info',
    line: {
      requestId: expect.any(String),
      method: 'POST',
      path: '/api/things',
      actor: 'token:t1',
      status: 200,
      ms: expect.any(Number),
    },
  });
  expect(JSON.stringify(log)).not.toMatch(/merchant|private/);
});
