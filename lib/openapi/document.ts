import type { z } from 'zod';
import type { RouteDescription } from '@/lib/http/route';
import { type Converted, convert, namesApart, relinked } from './json-schema';
import { operationOf } from './operation';
import { PROBLEM_RESPONSES, PROBLEM_SCHEMA, STRIPE_ERROR_SCHEMA } from './problems';
import { HEADERS, INTRODUCTION, SECURITY, TAGS, tagOf } from './prose';
import type { Method, OpenApiDocument, PathItem, Schema } from './types';

/** What a route module exports: handlers by method, each with its `spec` where it is documented. */
export type RouteModule = Readonly<Record<string, unknown>>;

interface Found {
  /** As in the source, e.g. `/api/accounts/[id]`. */
  pattern: string;
  method: Method;
  spec: RouteDescription;
  /** Begins the keys of its schemas. */
  key: string;
}

const METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;

const specOf = (handler: unknown): RouteDescription | undefined =>
  typeof handler === 'function' ? (handler as { spec?: RouteDescription }).spec : undefined;

function found(modules: Readonly<Record<string, RouteModule>>): Found[] {
  return Object.entries(modules).flatMap(([pattern, module]) =>
    METHODS.flatMap((name): Found[] => {
      const spec = specOf(module[name]);
      if (!spec) return [];
      return [{ pattern, method: name.toLowerCase() as Method, spec, key: `${name} ${pattern}` }];
    }),
  );
}

const given = (entries: readonly (readonly [string, z.ZodType | undefined])[]) =>
  Object.fromEntries(
    entries.filter((entry): entry is readonly [string, z.ZodType] => entry[1] !== undefined),
  );

/** What all routes take, by key. */
const takenBy = (routes: readonly Found[]) =>
  given(
    routes.flatMap(({ key, spec }) => [
      [`${key} params`, spec.params] as const,
      [`${key} query`, spec.query] as const,
      [`${key} body`, spec.form ?? spec.body] as const,
    ]),
  );

/** What all routes answer, by key. */
const answeredBy = (routes: readonly Found[]) =>
  given(
    routes.flatMap(({ key, spec }) =>
      Object.entries(spec.answers).map(([status, { body }]) => [`${key} ${status}`, body] as const),
    ),
  );

/** Both halves with references into the document, and the document's own schemas. */
function linked(taken: Converted, answered: Converted) {
  const apart = namesApart(taken.named, answered.named);
  const inRequests = (name: string) => (apart.has(name) ? `${name}Input` : name);
  const same = (name: string) => name;
  const schemas: Record<string, Schema> = {
    ...relinked(answered.named, same),
    ...Object.fromEntries(
      Object.entries(relinked(taken.named, inRequests)).map(([name, schema]) => [
        inRequests(name),
        schema,
      ]),
    ),
  };
  return {
    taken: relinked(taken.schemas, inRequests),
    answered: relinked(answered.schemas, same),
    schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const pathOf = (pattern: string) => pattern.replaceAll(/\[([^\]]+)\]/g, '{$1}');

/**
 * The OpenAPI 3.1 document of routes: `modules` are the route modules by their pattern in the
 * source. It is made from the very schemas that parse requests and that handlers are held to.
 */
export function documentOf(
  modules: Readonly<Record<string, RouteModule>>,
  { version }: { version: string },
): OpenApiDocument {
  const routes = found(modules);
  const { taken, answered, schemas } = linked(
    convert(takenBy(routes), 'input'),
    convert(answeredBy(routes), 'output'),
  );
  const paths: Record<string, PathItem> = {};
  for (const { pattern, method, spec, key } of routes) {
    const path = pathOf(pattern);
    paths[path] ??= {};
    paths[path][method] = operationOf(spec, tagOf(path), {
      params: taken[`${key} params`],
      query: taken[`${key} query`],
      body: taken[`${key} body`],
      answers: Object.fromEntries(
        Object.keys(spec.answers).map((status) => [status, answered[`${key} ${status}`]]),
      ),
    });
  }
  const used = new Set(Object.keys(paths).map(tagOf));
  return {
    openapi: '3.1.0',
    info: { title: 'Switchyard', version, description: INTRODUCTION },
    servers: [{ url: '/', description: 'This installation' }],
    tags: TAGS.filter(({ name }) => used.has(name)),
    paths,
    components: {
      schemas: { ...schemas, Problem: PROBLEM_SCHEMA, StripeError: STRIPE_ERROR_SCHEMA },
      responses: PROBLEM_RESPONSES,
      headers: HEADERS,
      securitySchemes: SECURITY,
    },
  };
}
