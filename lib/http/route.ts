import type { z } from 'zod';
import type { Denial } from '@/lib/domain/denials';
import { type AppError, type ErrorCode, type InputError, invalid } from '@/lib/domain/errors';
import { parse, pointerTo } from '@/lib/domain/parse';
import { type Actor, authorize, type Permission, requirePerson } from '@/lib/domain/permissions';
import { redactPath } from '@/lib/domain/redact';
import { Answering, type Answers, type Handled, JsonText } from './answer';
import type { Asking } from './asking';
import { type Asked, denialOf } from './denial';
import { MACHINE_HEADERS } from './machine-headers';
import { patternOf } from './pattern';
import { knownError, problemReply } from './problem';
import { readJson } from './read-json';
import { type AnyBody, asResponse, fieldsOf, type Reply } from './reply';
import { requestIdFrom } from './request-id';
import { urlParts } from './url-parts';

/** What the wrapper needs of the rest: who asks, and where to write what happened. */
export interface RouteParts {
  authenticate: (request: Asking, now: Date) => Promise<Actor>;
  log: (line: Record<string, unknown>, level: 'info' | 'error') => void;
  /** Counts a request that was answered, by its route's pattern. */
  observe?: (request: { route: string; method: string; status: number; seconds: number }) => void;
  /** Hears of what was denied to somebody who is known; it neither waits nor throws. */
  denied?: (denial: Denial) => void;
  /** The moment of a request; this machine's own time unless said. */
  clock?: () => Date;
  /** Reads the body; JSON unless said. */
  read?: (request: Asking) => Promise<unknown>;
  /** Answers an error; with a problem document unless said. */
  refuse?: (error: AppError, requestId: string) => Reply;
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
  headers: Asking['headers'];
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
  /** Whether tokens are refused, although there is such a scope; checked as the permission is. */
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

/** What stands in a path in the place of parameters. */
export type PathParams = Record<string, string | string[] | undefined>;

/** How a path met a route: the route's pattern, as `/api/accounts/[id]`, and what it leaves open. */
export interface Met {
  pattern: string;
  params: PathParams;
}

export type RouteHandler = ((
  request: Request,
  segments: { params: Promise<PathParams> },
) => Promise<Response>) & {
  /** The same for who writes answers himself; a stream comes as a `Response`. */
  readonly answer: (request: Asking, met: Met) => Promise<Reply<AnyBody> | Response>;
  readonly permission: Permission;
  readonly spec: RouteDescription;
};

/** The request's id: the caller's own where it is a plain one, else a new one. */
export function requestIdOf(headers: Asking['headers']): string {
  return requestIdFrom(headers.get('x-request-id') ?? '');
}

function queryOf(query: string): Record<string, string> {
  if (query === '') return {};
  const pairs = [...new URLSearchParams(query)];
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

/** What all answers carry, whatever a route says of its own. */
const OWN_FIELDS = { ...MACHINE_HEADERS, 'cache-control': 'no-store' };

function answer(value: unknown, requestId: string): Reply<AnyBody> | Response {
  if (value instanceof Response) {
    for (const [name, text] of Object.entries(OWN_FIELDS)) value.headers.set(name, text);
    value.headers.set('x-request-id', requestId);
    return value;
  }
  const { status, body, headers } = value instanceof Answering ? value : new Answering(200, value);
  const fields = {
    'content-type': 'application/json',
    ...fieldsOf(headers),
    ...OWN_FIELDS,
    'x-request-id': requestId,
  };
  return body instanceof JsonText
    ? { status, headers: fields, body: body.pieces }
    : { status, headers: fields, body: JSON.stringify(body) };
}

/**
 * Makes the one wrapper of all API routes: request id, authentication, permission, input, problem
 * documents and one log line. A handler inside it only calls a verb.
 */
export function routeFor({
  authenticate,
  log,
  observe,
  denied,
  clock = () => new Date(),
  read = readJson,
  refuse = problemReply,
  kind,
}: RouteParts) {
  return function route<
    P extends z.ZodType = z.ZodUndefined,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
    const A extends Answers = Answers,
  >(spec: RouteSpec<P, Q, B, A>): RouteHandler {
    async function run({ request, params, query }: Arrived, line: LogLine, asked: Asked) {
      const { now } = asked;
      const actor = await authenticate(request, now);
      line.actor = `${actor.kind}:${actor.id}`;
      asked.actor = actor;
      authorize(actor, spec.permission);
      if (spec.peopleOnly) requirePerson(actor);
      asked.misnamed = true;
      const named = spec.params && parse(spec.params, params);
      asked.misnamed = false;
      return spec.handle({
        context: { actor, requestId: line.requestId, now },
        params: named,
        query: spec.query && parse(spec.query, queryOf(query)),
        body: spec.body && parse(spec.body, await read(request)),
        headers: request.headers,
      } as Call<z.output<P>, z.output<Q>, z.output<B>>);
    }

    /** The answer to an error; what it brings along may itself be more than JSON can say. */
    function refusal(known: AppError, line: LogLine): Reply {
      try {
        return refuse(known, line.requestId);
      } catch (err) {
        Object.assign(line, { code: 'internal', err });
        return refuse(knownError(err), line.requestId);
      }
    }

    const answerTo = async (request: Asking, met: Met): Promise<Reply<AnyBody> | Response> => {
      const started = performance.now();
      const { method, url } = request;
      const { path, query } = urlParts(url);
      const requestId = requestIdOf(request.headers);
      const line: LogLine = { requestId, method, path: redactPath(path) };
      const asked: Asked = { now: clock(), misnamed: false };
      let reply: Reply<AnyBody> | Response;
      try {
        reply = answer(await run({ request, params: met.params, query }, line, asked), requestId);
      } catch (error) {
        const known = knownError(error);
        line.code = known.code;
        if (known.code === 'internal' || known.cause !== undefined) line.err = error;
        reply = refusal(known, line);
        const denial = denied && denialOf(known, { line, pattern: met.pattern }, asked);
        if (denial) denied(denial);
      }
      const ms = performance.now() - started;
      const { status } = reply;
      log({ ...line, status, ms: Math.round(ms) }, status >= 500 ? 'error' : 'info');
      observe?.({ route: met.pattern, method, status, seconds: ms / 1000 });
      return reply;
    };
    const handler = async (request: Request, segments: { params: Promise<PathParams> }) => {
      const params = (await segments?.params) ?? {};
      const pattern = patternOf(urlParts(request.url).path, params);
      const reply = await answerTo(request, { pattern, params });
      return reply instanceof Response ? reply : asResponse(reply);
    };
    const { handle: _, peopleOnly = false, ...words } = spec;
    const described = { ...words, peopleOnly, kind: { ...PLAIN, ...kind } };
    return Object.assign(handler, {
      answer: answerTo,
      permission: spec.permission,
      spec: described,
    });
  };
}

/** A route's description by itself, to be put into a wrapper, or into several. */
export const routeSpec = <
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  const A extends Answers = Answers,
>(
  spec: RouteSpec<P, Q, B, A>,
): RouteSpec<P, Q, B, A> => spec;

/** A request, with what its address says. */
interface Arrived {
  request: Asking;
  params: PathParams;
  query: string;
}

interface LogLine {
  requestId: string;
  method: string;
  path: string;
  actor?: string;
  code?: string;
  err?: unknown;
}
