import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ROUTES } from '@/e2e/support/route-table';
import { SYSTEM } from '@/lib/domain/permissions';
import { type RouteDescription, routeFor } from '@/lib/http/route';
import type { Operation } from '@/lib/openapi/types';
import { openapiDocument } from './document';
import { ROUTE_MODULES } from './routes';

// Route modules read the configuration as they are loaded; nothing here asks a database.
vi.hoisted(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:9/none');
  vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_nothingIsAskedOfStripe');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret for tests, which guards nothing at all');
  vi.stubEnv('SECRETS_KEY', 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=');
});

/** Routes that stand in no document, each for a reason. */
const UNDOCUMENTED = [
  // Next-auth's own, for its own pages: not a contract of ours.
  '/api/auth/[...nextauth]',
  // They say only that there is no such route.
  '/api/[...path]',
  '/v1/[...path]',
];

const document = openapiDocument();
const operations = Object.values(document.paths).flatMap(
  (item) => Object.values(item) as Operation[],
);

/** Every method of every route in the source that is to be documented, as `GET /api/accounts`. */
function methodsInSource(): string[] {
  const app = path.resolve(import.meta.dirname, '../..');
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .flatMap((file) => {
      const route = `/${path.dirname(file)}`;
      if (UNDOCUMENTED.includes(route)) return [];
      const text = readFileSync(path.join(app, file), 'utf8');
      return [...text.matchAll(/^export const ([A-Z]+)\b/gm)].map(([, name]) => `${name} ${route}`);
    })
    .sort();
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(
      structuredClone(document) as unknown as Record<string, unknown>,
    );
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has every method of every route in the source', () => {
    const documented = Object.entries(document.paths).flatMap(([at, item]) =>
      Object.keys(item).map(
        (method) => `${method.toUpperCase()} ${at.replaceAll('{', '[').replaceAll('}', ']')}`,
      ),
    );
    expect(documented.sort()).toEqual(methodsInSource());
  });

  it('says of each what it does, what it answers and what it is called', () => {
    for (const { operationId, summary, responses, tags } of operations) {
      expect(operationId).toMatch(/^[a-z]+([A-Z][a-z]*|[0-9])*$/);
      expect(summary, operationId).toMatch(/^[A-Z][^\n]*\.$/);
      expect(tags, operationId).toHaveLength(1);
      expect(Object.keys(responses), operationId).toContainEqual(expect.stringMatching(/^2/));
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('describes each group once, and each operation stands in one', () => {
    const groups = document.tags.map(({ name }) => name);
    expect([...new Set(groups)]).toEqual(groups);
    expect([...new Set(operations.flatMap(({ tags }) => tags))].sort()).toEqual([...groups].sort());
  });

  it('describes every parameter', () => {
    const bare = operations.flatMap(({ operationId, parameters = [] }) =>
      parameters.filter((one) => !one.description).map(({ name }) => `${operationId} ${name}`),
    );
    expect(bare).toEqual([]);
  });

  it('refers to nothing that is not in it', () => {
    const text = JSON.stringify(document);
    for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      const all: Record<string, unknown> =
        document.components[kind as keyof typeof document.components];
      expect(all[name], name).toBeDefined();
    }
    expect(text).not.toContain('$defs');
  });

  it('asks tokens for the scope that the permission matrix has', () => {
    for (const { route, method, scope, roles } of ROUTES) {
      const item = document.paths[route.replaceAll(/\[([^\]]+)\]/g, '{$1}')] as
        | Record<string, Operation>
        | undefined;
      const operation = item?.[method.toLowerCase()];
      expect(operation?.['x-required-scope'], `${method} ${route}`).toBe(scope);
      expect(operation?.['x-people-only'], `${method} ${route}`).toBe(
        scope === null && roles !== 'none',
      );
    }
  });
});

const specOf = ({ route, method }: { route: string; method: string }) =>
  (ROUTE_MODULES[route]?.[method] as { spec: RouteDescription } | undefined)?.spec;

/** Routes that take JSON, with a body that is right. */
const taking = ROUTES.flatMap((route) => {
  const spec = specOf(route);
  const good = route.body?.('acct_1NkDjjJyhOZfPCWt');
  return spec?.body && good ? [{ name: `${route.method} ${route.route}`, spec, good }] : [];
});

/** A right body, or one that is wrong somewhere. */
const bent = (good: object) =>
  fc
    .record({
      name: fc.constantFrom(...Object.keys(good), 'unknown', '~/odd'),
      value: fc.oneof(fc.jsonValue(), fc.constant(undefined)),
    })
    .map(({ name, value }) => JSON.parse(JSON.stringify({ ...good, [name]: value })));

/** Whether a pointer leads to a place in a value, or to one that is missing there. */
function leadsSomewhere(pointer: string, value: unknown): boolean {
  const steps = pointer.split('/').slice(1);
  let at = value;
  for (const step of steps.slice(0, -1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false;
    at = (at as Record<string, unknown>)[name];
  }
  return steps.length === 0 || (typeof at === 'object' && at !== null);
}

describe.each(taking)('what $name takes', ({ name, spec, good }) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const [method = '', route = ''] = name.split(' ');
  const item = document.paths[route.replaceAll(/\[([^\]]+)\]/g, '{$1}')];
  const operation = (item as Record<string, Operation>)[method.toLowerCase()];
  const schema = operation?.requestBody?.content['application/json']?.schema;
  const documented = ajv.compile({ ...schema, components: document.components });
  const handler = routeFor({ authenticate: async () => SYSTEM, log: () => undefined })({
    ...spec,
    permission: 'policy:read',
    peopleOnly: false,
    params: undefined,
    query: undefined,
    answers: { 200: { means: 'Taken.' } },
    handle: async () => new Response(null, { status: 204 }),
  });

  it('is what the document says, and what is not is refused at its place', async () => {
    const send = async (body: unknown) => {
      const request = new Request('http://localhost/', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return handler(request, { params: Promise.resolve({}) });
    };
    expect((await send(good)).status).toBe(204);
    expect(documented(good)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.oneof(bent(good), fc.jsonValue()), async (body) => {
        const answer = await send(body);
        if (answer.status === 204) {
          expect(documented(body), JSON.stringify(documented.errors)).toBe(true);
          return;
        }
        expect(answer.status).toBe(400);
        const { errors } = await answer.json();
        expect(errors.length).toBeGreaterThan(0);
        for (const { pointer } of errors) {
          expect(leadsSomewhere(pointer, body), pointer).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
