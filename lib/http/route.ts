import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type AppError, type ErrorCode, type InputError, invalid } from '@/lib/domain/errors';
import { parse, pointerTo } from '@/lib/domain/parse';
import { type Actor, authorize, type Permission } from '@/lib/domain/permissions';
import { Answering, type Answers, type Handled } from './answer';
import { patternOf } from './pattern';
import { knownError, problem } from './problem';
import { readJson } from './read-json';

/** What the wrapper needs of the rest: who asks, and where to write what happened. */
export interface RouteParts {
  authenticate: (request: Request, now: Date) => Promise<Actor>;
  log: (line: Record<string, unknown>, level: 'info' | 'error') => void;
  /** Counts a request that was answered, by its route's pattern. */
  observe?: (request: { route: string; method: string; status: number; seconds: number }) => void;
  /** Reads the body; JSON unless said. */
  read?: (request: Request) => Promise<unknown>;
  /** Answers an error; with a problem document unless said. */
  refuse?: (error: AppError, requestId: string) => Response;
  /** What readers of the documentation have to know of this wrapper; JSON for anybody unless said. */
  kind?: Partial<RouteKind>;
}

/** What the routes of one wrapper have in common, for the documentation. */
export interface RouteKind {
  /** How callers show who they are; `none` where the body itself does, or nothing has to. */
  credentials: 'token_or_session' | 'token_as_key' | 'none';
  /** The content type of bodies. */
  takes: 'application/json' | 'text/csv' | 'application/x-www-form-urlencoded';
  /** The shape of errors. */
  errors: 'problem' | 'stripe';
}

const PLAIN: RouteKind = {
  credentials: 'token_or_session',
  takes: 'application/json',
  errors: 'problem',
};

export interface Call<Params, Query, Body> {
  context: { actor: Actor; requestId: string; now: Date };
  params: Params;
  query: Query;
  body: Body;
  /** For what a route has to read off its headers. */
  headers: Headers;
}

/** What is said of a route to its readers. */
export interface RouteWords {
  /** The operation's own name, a verb: `createChange`. Generated clients call it by that. */
  id: string;
  /** One plain sentence. */
  summary: string;
  description?: string;
  /** Header fields that it reads, with what they do. */
  headers?: Readonly<Record<string, string>>;
  /** What `body` looks like to a caller, where something else reads it first. */
  form?: z.ZodType;
  /** Errors of its own, beside those that its input and its permission bring with them. */
  problems?: readonly ErrorCode[];
}

export interface RouteSpec<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends Answers,
> extends RouteWords {
  /** What the caller needs; checked before the input is even read. */
  permission: Permission;
  /** Whether the verb behind it refuses tokens, although there is such a scope. */
  peopleOnly?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  /** What it answers, by status. Documentation is made from it, and `handle` is held to it. */
  answers: A;
  /** Answers with a value to send as JSON with status 200, with one for another status, or whole. */
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<NoInfer<Handled<A>>>;
}

/** A route as its documentation is made from. */
export interface RouteDescription extends RouteWords {
  permission: Permission | null;
  peopleOnly: boolean;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  answers: Answers;
  kind: RouteKind;
}

export type RouteHandler = ((
  request: Request,
  segments: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>) & { readonly permission: Permission; readonly spec: RouteDescription };

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
  const { status, body, headers } = value instanceof Answering ? value : new Answering(200, value);
  const response =
    value instanceof Response
      ? value
      : Response.json(body, { status, ...(headers && { headers }) });
  response.headers.set('x-request-id', requestId);
  response.headers.set('cache-control', 'no-store');
  return response;
}

/**
 * Makes the one wrapper of all API routes: request id, authentication, permission, input, problem
 * documents and one log line. A handler inside it only calls a verb.
 */
export function routeFor({
  authenticate,
  log,
  observe,
  read = readJson,
  refuse = problem,
  kind,
}: RouteParts) {
  return function route<
    P extends z.ZodType = z.ZodUndefined,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
    const A extends Answers = Answers,
  >(spec: RouteSpec<P, Q, B, A>): RouteHandler {
    async function run(request: Request, segments: Parameters<RouteHandler>[1], line: LogLine) {
      const now = new Date();
      const actor = await authenticate(request, now);
      line.actor = `${actor.kind}:${actor.id}`;
      authorize(actor, spec.permission);
      return spec.handle({
        context: { actor, requestId: line.requestId, now },
        params: spec.params && parse(spec.params, await segments.params),
        query: spec.query && parse(spec.query, queryOf(request)),
        body: spec.body && parse(spec.body, await read(request)),
        headers: request.headers,
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
        response = refuse(known, requestId);
      }
      const ms = performance.now() - started;
      const { status } = response;
      log({ ...line, status, ms: Math.round(ms) }, status >= 500 ? 'error' : 'info');
      const route = patternOf(line.path, (await segments?.params) ?? {});
      observe?.({ route, method, status, seconds: ms / 1000 });
      return response;
    };
    const { handle: _, peopleOnly = false, ...words } = spec;
    const described = { ...words, peopleOnly, kind: { ...PLAIN, ...kind } };
    return Object.assign(handler, { permission: spec.permission, spec: described });
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
