import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, notFound } from '@/lib/domain/errors';
import { routeFor } from './route';
import { ask, machine, never, post, URL_OF, words } from './testing/ask';

describe('permission', () => {
  it('is checked before the body is read, and before any input is looked at', async () => {
    let pulled = 0;
    const body = new ReadableStream(
      {
        pull: () => {
          pulled += 1;
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request(`${URL_OF}?a=1&a=2`, post(body));
    const wrong = z.strictObject({ nothing: z.string() });
    const { response } = await ask(
      { body: wrong, query: wrong, params: wrong, handle: never },
      { request, actor: machine('accounts:read') },
    );
    expect(response.status).toBe(403);
    expect(request.bodyUsed).toBe(false);
    expect(pulled).toBe(0);
  });

  it('of people alone is refused to machines, whatever their scopes and input', async () => {
    const spec = { peopleOnly: true, query: z.strictObject({}), handle: never };
    const request = new Request(`${URL_OF}?a=1`);
    const { response, body } = await ask(spec, { request, actor: machine('policy:read') });
    expect([response.status, body.code]).toEqual([403, 'forbidden']);
  });

  it('stands on the handler, for tables of routes', () => {
    const route = routeFor({ authenticate: never, log: () => undefined });
    const handler = route({ ...words, permission: 'audit:read', handle: never });
    expect(handler.permission).toBe('audit:read');
  });
});

describe('a denial', () => {
  const params = z.object({ id: z.uuid() });
  const at = { request: new Request(`${URL_OF}/acct_1`), params: { id: 'acct_1' } };
  const told = { actor: { id: 't1' }, what: { kind: 'route', id: 'GET /api/things/[id]' } };

  it('is told with who, what and which permission was lacking', async () => {
    const { denials, response } = await ask({ permission: 'users:manage', handle: never }, at);
    const requestId = response.headers.get('x-request-id');
    const [denial, ...more] = denials;
    expect(denial).toMatchObject({ ...told, requestId, code: 'forbidden' });
    expect(denial).toMatchObject({ permission: 'users:manage', path: '/api/things/acct_1' });
    expect(more).toEqual([]);
  });

  it('is told of an id that nothing has, and of one that nothing could have', async () => {
    const missing = async () => {
      throw notFound('thing', 'acct_1');
    };
    const [guessed] = (await ask({ handle: missing }, at)).denials;
    expect(guessed).toMatchObject({ ...told, code: 'not_found', permission: null });
    const [misnamed] = (await ask({ params, handle: never }, at)).denials;
    expect(misnamed).toMatchObject({ ...told, code: 'invalid_request' });
  });

  it('is told of a token that no longer holds, and of nobody where nobody is known', async () => {
    const denied = { actor: machine() };
    const revoked = new AppError('unauthenticated', 'Revoked.', { denied });
    expect((await ask({ handle: never }, { ...at, actor: revoked })).denials).toMatchObject([
      { ...told, code: 'unauthenticated' },
    ]);
    const unknown = new AppError('unauthenticated', 'Who?');
    expect((await ask({ handle: never }, { ...at, actor: unknown })).denials).toEqual([]);
  });

  it('is not told where input was wrong in another place, or something else failed', async () => {
    const asked = { request: post('{}') };
    const body = z.object({ name: z.string() });
    expect((await ask({ body, handle: never }, asked)).denials).toEqual([]);
    const broken = async () => {
      throw new Error('Broken.');
    };
    expect((await ask({ handle: broken }, at)).denials).toEqual([]);
  });
});
