import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type InputError, invalid } from '@/lib/domain/errors';
import { parse, pointerTo } from '@/lib/domain/parse';
import { type Actor, authorize, type Permission } from '@/lib/domain/permissions';
import { knownError, problem } from './problem';
import { readJson } from './read-json';

/** What the wrapper needs of the rest: who asks, and where to write what happened. */
export interface RouteParts {
  authenticate: (request: Request, now: Date) => Promise<Actor>;
  log: (line: Record<string, unknown>, level: 'info' | 'error') => void;
}

export interface Call<Params, Query, Body> {
  context: { actor: Actor; requestId: string; now: Date };
  params: Params;
  query: Query;
  body: Body;
}

export interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  /** What the caller needs; checked before the input is even read. */
  permission: Permission;
  params?: P;
  query?: Q;
  body?: B;
  /** Answers with a value to send as JSON, or with a whole response. */
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<unknown>;
}

export type RouteHandler = ((
  request: Request,
  segments: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>) & { readonly permission: Permission };

/** The request's id: the caller's own where it is a plain one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id') ?? '';
  return /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
}

function queryOf(request: Request): Record<string, string> {
  const pairs = [...new URL(request.url).searchParams];
  const names = pairs.map(([name]) => name);
  const errors = names
    .filter((name, index) => names.indexOf(name) !== index)
    .map(
      (name): InputError => ({
        pointer: pointerTo([name]),
        message: `"${name}" is given twice.`,
      }),
    );
  const [first, ...rest] = errors;
  if (first) throw invalid(first, ...rest);
  return Object.fromEntries(pairs);
}

function answer(value: unknown, requestId: string): Response {
  const response = value instanceof Response ? value : Response.json(value);
  response.headers.set('x-request-id', requestId);
  response.headers.set('cache-control', 'no-store');
  return response;
}

/**
 * Makes the one wrapper of all API routes: request id, authentication, permission, input, problem
 * documents and one log line. A handler inside it only calls a verb.
 */
export function routeFor({ authenticate, log }: RouteParts) {
  return function route<
    P extends z.ZodType = z.ZodUndefined,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
  >(spec: RouteSpec<P, Q, B>): RouteHandler {
    async function run(request: Request, segments: Parameters<RouteHandler>[1], line: LogLine) {
      const now = new Date();
      const actor = await authenticate(request, now);
      line.actor = `${actor.kind}:${actor.id}`;
      authorize(actor, spec.permission);
      return spec.handle({
        context: { actor, requestId: line.requestId, now },
        params: spec.params && parse(spec.params, await segments.params),
        query: spec.query && parse(spec.query, queryOf(request)),
        body: spec.body && parse(spec.body, await readJson(request)),
      } as Call<z.output<P>, z.output<Q>, z.output<B>>);
    }

    const handler = async (request: Request, segments: Parameters<RouteHandler>[1]) => {
      const started = performance.now();
      const { method, url } = request;
      const requestId = requestIdOf(request.headers);
      const line: LogLine = { requestId, method, path: new URL(url).pathname };
      let response: Response;
      try {
        response = answer(await run(request, segments, line), requestId);
      } catch (error) {
        const known = knownError(error);
        line.code = known.code;
        if (known.code === 'internal' || known.cause !== undefined) line.err = error;
        response = problem(known, requestId);
      }
      const ms = Math.round(performance.now() - started);
      log({ ...line, status: response.status, ms }, response.status >= 500 ? 'error' : 'info');
      return response;
    };
    return Object.assign(handler, { permission: spec.permission });
  };
}

interface LogLine {
  requestId: string;
  method: string;
  path: string;
  actor?: string;
  code?: string;
  err?: unknown;
}
