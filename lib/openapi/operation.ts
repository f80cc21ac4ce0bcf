import { type Permission, rolesThatMay, SCOPES, type Scope } from '@/lib/domain/permissions';
import type { RouteDescription } from '@/lib/http/route';
import { refusalsOf } from './problems';
import type { Media, Operation, Parameter, ResponseObject, Schema } from './types';

/** The JSON Schemas of one route, as the document refers to them. */
export interface RouteSchemas {
  params?: Schema | undefined;
  query?: Schema | undefined;
  body?: Schema | undefined;
  answers: Readonly<Record<string, Schema | undefined>>;
}

const isScope = (permission: Permission | null): permission is Scope =>
  (SCOPES as readonly (Permission | null)[]).includes(permission);

/** The scope that a token needs for a route; null where tokens are not taken, or not needed. */
function scopeOf({ permission, peopleOnly, kind }: RouteDescription): Scope | null {
  return kind.credentials !== 'none' && !peopleOnly && isScope(permission) ? permission : null;
}

/** The roles in which people may call a route; none where it takes no people, or anybody. */
const rolesOf = ({ permission, kind }: RouteDescription) =>
  permission !== null && kind.credentials === 'token_or_session' ? rolesThatMay(permission) : [];

function securityOf(route: RouteDescription): Operation['security'] {
  const scope = scopeOf(route);
  const token = scope === null ? [] : [{ token: [scope] }];
  switch (route.kind.credentials) {
    case 'none':
      return [];
    case 'token_as_key':
      return [...token, { key: [] }];
    case 'token_or_session':
      return [...token, { session: [] }];
  }
}

function whoMay(route: RouteDescription): string {
  const scope = scopeOf(route);
  if (route.kind.credentials === 'none') return 'No credentials are asked for.';
  if (scope === null) return 'For people who are signed in; no token may do this.';
  return `A token needs the scope \`${scope}\`.`;
}

/** Parameters that mean the same everywhere. */
const ALIKE: Readonly<Record<string, string>> = {
  limit: 'How many there are on a page.',
  cursor: 'The `nextCursor` of the page before; left out, the first page.',
  account: 'The account’s id.',
};

function parametersOf(place: 'path' | 'query', schema: Schema | undefined): Parameter[] {
  return Object.entries(schema?.properties ?? {}).map(
    ([name, { description = ALIKE[name], ...own }]) => ({
      name,
      in: place,
      required: place === 'path' || (schema?.required ?? []).includes(name),
      ...(description && { description }),
      schema: own,
    }),
  );
}

const headersOf = ({ headers = {} }: RouteDescription): Parameter[] =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));

function bodyOf({ kind, body }: RouteDescription, schema: Schema | undefined) {
  if (!body || !schema) return {};
  const media: Media = { schema };
  if (kind.takes === 'application/x-www-form-urlencoded') {
    const nested = Object.entries(schema.properties ?? {}).filter(
      ([, { type }]) => type === 'object',
    );
    media.encoding = Object.fromEntries(
      nested.map(([name]) => [name, { style: 'deepObject', explode: true }]),
    );
  }
  return { requestBody: { required: true, content: { [kind.takes]: media } } };
}

function responsesOf({ answers }: RouteDescription, schemas: RouteSchemas['answers']) {
  return Object.entries(answers).map(([status, { means, streams = {}, headers = {} }]) => {
    const schema = schemas[status];
    const content: Record<string, Media> = {
      ...(schema && { 'application/json': { schema } }),
      ...Object.fromEntries(
        Object.entries(streams).map(([type, description]) => [
          type,
          { schema: { type: 'string', description } },
        ]),
      ),
    };
    const own = Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } },
    ]);
    const response: ResponseObject = {
      description: means,
      headers: {
        'X-Request-Id': { $ref: '#/components/headers/RequestId' },
        ...Object.fromEntries(own),
      },
      ...(Object.keys(content).length > 0 && { content }),
    };
    return [status, response] as const;
  });
}

/** One route as an operation of the document. */
export function operationOf(
  route: RouteDescription,
  tag: string,
  schemas: RouteSchemas,
): Operation {
  const parameters = [
    ...parametersOf('path', schemas.params),
    ...parametersOf('query', schemas.query),
    ...headersOf(route),
  ];
  return {
    operationId: route.id,
    summary: route.summary,
    description: [route.description, whoMay(route)].filter(Boolean).join('\n\n'),
    tags: [tag],
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(route, schemas.body),
    responses: { ...refusalsOf(route), ...Object.fromEntries(responsesOf(route, schemas.answers)) },
    security: securityOf(route),
    'x-required-scope': scopeOf(route),
    'x-people-only': route.kind.credentials === 'token_or_session' && scopeOf(route) === null,
    'x-roles': rolesOf(route),
  };
}
