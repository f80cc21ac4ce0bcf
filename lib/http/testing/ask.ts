import { expect } from 'vitest';
import { z } from 'zod';
import type { Denial } from '@/lib/domain/denials';
import { AppError } from '@/lib/domain/errors';
import type { Actor, Scope } from '@/lib/domain/permissions';
import { type RouteSpec, routeFor } from '../route';

/** A machine with these scopes. */
export const machine = (...scopes: Scope[]): Actor => ({
  kind: 'token',
  id: 't1',
  name: 'T',
  scopes,
});

const answers = { 200: { means: 'It is done.', body: z.unknown() }, 201: { means: 'Made.' } };

/** What every route has to say of itself. */
export const words = { id: 'doThings', summary: 'Do things.', answers };

export type Spec = Partial<RouteSpec<z.ZodType, z.ZodType, z.ZodType, typeof answers>>;

interface Asked {
  request?: Request;
  params?: Record<string, string>;
  actor?: Actor | AppError;
}

export const URL_OF = 'http://localhost/api/things';

/** Sends a request through a route and returns what came back, with what was logged. */
export async function ask(
  spec: Spec,
  { request = new Request(URL_OF), params = {}, actor }: Asked = {},
) {
  const lines: { level: string; line: Record<string, unknown> }[] = [];
  const denials: Denial[] = [];
  const route = routeFor({
    denied: (denial) => denials.push(denial),
    authenticate: async () => {
      if (actor instanceof AppError) throw actor;
      return actor ?? machine('policy:read');
    },
    log: (line, level) => lines.push({ line, level }),
  });
  const handler = route({
    ...words,
    permission: 'policy:read',
    handle: async () => ({ ok: true }),
    ...spec,
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const body = await response
    .clone()
    .json()
    .catch(() => null);
  expect(lines).toHaveLength(1);
  return { response, body, log: lines[0], denials };
}

/** A request with a body. */
export function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    duplex: 'half',
  };
  return new Request(URL_OF, init);
}

/** A handler that has no business being called. */
export const never = async (): Promise<never> => {
  throw new Error('The handler was called.');
};
