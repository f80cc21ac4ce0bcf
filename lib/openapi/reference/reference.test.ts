import { describe, expect, it } from 'vitest';
import { findOperations, type ShapeRow } from '@/lib/domain/api-reference';
import type { OpenApiDocument, Operation, Schema } from '../types';
import { exampleOf } from './example';
import { referenceOf } from './reference';
import { shapeOf } from './shape';

/** Rows as one reads them: further in, name, type, rules. */
const read = (rows: readonly ShapeRow[]) =>
  rows.map(({ depth, name, choice, required, type, rules }) =>
    [
      '  '.repeat(depth) + (choice ? `${choice} ${name}` : name) + (required ? '!' : ''),
      type.map(({ text, shape }) => (shape ? `<${text}>` : text)).join(''),
      ...rules,
    ]
      .filter(Boolean)
      .join(', '),
  );

const typeOf = (schema: Schema) =>
  shapeOf(schema)
    .type.map(({ text }) => text)
    .join('');

const EDIT: Schema = {
  oneOf: [
    {
      type: 'object',
      properties: {
        op: { const: 'account.tag' },
        account: { type: 'string' },
        add: { type: 'array', maxItems: 30, items: { type: 'string', maxLength: 40 } },
      },
      required: ['op', 'account'],
    },
    {
      type: 'object',
      properties: {
        op: { const: 'account.override' },
        set: {
          type: 'object',
          propertyNames: { $ref: '#/components/schemas/Cell' },
          additionalProperties: { enum: ['on', 'off'] },
        },
        expiresAt: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
      },
      required: ['op', 'set'],
    },
    { $ref: '#/components/schemas/Rules' },
  ],
};

describe('shapes', () => {
  it.each<[Schema, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'uuid' }, 'uuid'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'integer or null'],
    [{ anyOf: [{ type: 'string' }, { type: 'boolean' }] }, 'string or boolean'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ enum: [...'abcdefghij'] }, '"a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" and 2 more'],
    [{ const: 1 }, '1'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Cell' } }, 'array of Cell'],
    [{ type: 'array' }, 'array'],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'map of string to boolean'],
    [{ type: 'object', additionalProperties: true }, 'object'],
    [{ allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: {} }] }, 'Problem'],
    [EDIT, 'one of 3'],
    [{}, 'anything'],
  ])('%j is called %s', (schema, name) => {
    expect(typeOf(schema)).toBe(name);
  });

  it('writes out what is inside, links to what has a name, and tells choices apart', () => {
    expect(read(shapeOf({ type: 'array', items: EDIT }).rows)).toEqual([
      'either op: account.tag',
      '  account!, string',
      '  add, array of string, at most 30 items, each at most 40 characters',
      'or op: account.override',
      '  set!, map of <Cell> to "on" | "off"',
      '  expiresAt, date-time or null',
      'or Rules, <Rules>',
    ]);
  });

  it('says what is asked of a value, and nothing that goes without saying', () => {
    const { rules } = shapeOf({ type: 'integer', minimum: 1, maximum: 200, default: 50 });
    expect(rules).toEqual(['1 to 200', '`50` unless said']);
    const any = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
    expect(shapeOf(any).rules).toEqual([]);
    const text = shapeOf({ type: 'string', minLength: 3, pattern: '^a', examples: ['abc'] });
    expect(text.rules).toEqual(['at least 3 characters', 'like `^a`', 'e.g. `"abc"`']);
  });

  it('goes into objects in objects and in arrays', () => {
    const inner = { type: 'object', properties: { b: { type: 'boolean' } }, required: ['b'] };
    const properties = { one: inner, many: { type: 'array', items: inner } };
    expect(read(shapeOf({ type: 'object', properties }).rows)).toEqual([
      'one, object',
      '  b!, boolean',
      'many, array of object',
      '  b!, boolean',
    ]);
  });
});

describe('examples', () => {
  it('have what is required, as somebody might write it where that fits', () => {
    const schema = {
      type: 'object',
      properties: {
        account: { type: 'string', pattern: '^acct_' },
        template: { type: 'integer' },
        edits: { type: 'array', minItems: 1, items: { type: 'boolean' } },
        left: { type: 'string' },
      },
      required: ['account', 'template', 'edits'],
    };
    expect(exampleOf(schema, {})).toEqual({
      account: 'acct_1NkDjjJyhOZfPCWt',
      template: 1,
      edits: expect.any(Array),
    });
  });

  it('follow references and take the first choice', () => {
    expect(exampleOf({ $ref: '#/components/schemas/Edit' }, { Edit: EDIT })).toEqual({
      op: 'account.tag',
      account: 'acct_1NkDjjJyhOZfPCWt',
    });
  });
});

const problem = (...codes: string[]) => ({
  description: codes.map((code) => `\`${code}\`: It is ${code}.`).join(' '),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { code: { enum: codes } } },
        ],
      },
    },
  },
});

const operation = (more: Partial<Operation>): Operation => ({
  operationId: 'getThing',
  summary: 'Read a thing.',
  description: 'Only one.\n\nA token needs the scope `policy:read`.',
  tags: ['Things'],
  responses: { 200: { description: 'It.' } },
  security: [{ token: ['policy:read'] }, { session: [] }],
  'x-required-scope': 'policy:read',
  'x-people-only': false,
  'x-roles': ['admin'],
  ...more,
});

const DOCUMENT: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Test', version: '1.2.3', description: 'One.\n\nTwo.' },
  servers: [{ url: '/' }],
  tags: [
    { name: 'Things', description: 'All things.' },
    { name: 'People', description: 'All people.' },
    { name: 'Things', description: 'Once more.' },
  ],
  paths: {
    '/api/things/{key}': {
      get: operation({
        parameters: [
          { name: 'key', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'at', in: 'query', required: false, schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'It.',
            headers: {
              'X-Request-Id': { $ref: '#/components/headers/RequestId' },
              ETag: { description: 'Its tag.', schema: { type: 'string' } },
            },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          404: { $ref: '#/components/responses/NotFound' },
        },
      }),
      post: operation({
        operationId: 'doThing',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { reason: { type: 'string' } },
                required: ['reason'],
              },
            },
          },
        },
      }),
    },
    '/api/people': {
      get: operation({
        operationId: 'listPeople',
        tags: ['People'],
        security: [{ session: [] }],
        'x-required-scope': null,
        'x-people-only': true,
        responses: {
          200: { description: 'They.' },
          409: problem('conflict', 'guardrail_broken'),
        },
      }),
    },
  },
  components: {
    schemas: {
      Thing: { type: 'object', properties: { part: { $ref: '#/components/schemas/Part' } } },
      Part: { type: 'object', properties: { whole: { $ref: '#/components/schemas/Thing' } } },
      Other: { type: 'string' },
      Problem: { type: 'object' },
    },
    responses: {
      NotFound: problem('not_found'),
      Conflict: problem('conflict'),
      Unused: problem('internal'),
    },
    headers: { RequestId: { description: 'An id.', schema: { type: 'string' } } },
    securitySchemes: {},
  },
};

describe('the reference', () => {
  const reference = referenceOf(DOCUMENT, "https://it's.example");
  const [things, people] = reference.areas;

  it('has operations by area, with who may', () => {
    expect(reference).toMatchObject({ version: '1.2.3', about: ['One.', 'Two.'] });
    expect(reference.areas.map(({ name }) => name)).toEqual(['Things', 'People']);
    expect(things?.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/things/{key}',
      'POST /api/things/{key}',
    ]);
    expect(things?.operations[0]).toMatchObject({
      about: ['Only one.'],
      may: { kind: 'scope', scope: 'policy:read' },
      roles: ['admin'],
    });
    expect(people?.operations[0]).toMatchObject({ may: { kind: 'people' }, curl: null });
  });

  it('follows references in answers and errors', () => {
    expect(things?.operations[0]).toMatchObject({
      answers: [{ status: '200', headers: [{ name: 'ETag', about: 'Its tag.' }] }],
      refusals: [{ status: '404', codes: ['not_found'] }],
    });
    expect(people?.operations[0]?.refusals[0]?.codes).toEqual(['conflict', 'guardrail_broken']);
    expect(reference.codes).toEqual([
      { code: 'not_found', status: '404', about: 'It is not_found.' },
      { code: 'conflict', status: '409', about: 'It is conflict.' },
    ]);
  });

  it('has a command for what a machine may, escaped for the shell', () => {
    const [read, act] = things?.operations ?? [];
    expect(read?.curl).toBe(
      `curl 'https://it'\\''s.example/api/things/retail' \\\n  -H "Authorization: Bearer $SWITCHYARD_TOKEN"`,
    );
    expect(act?.curl).toContain(`-d '{\n  "reason": "Refunds for a week"\n}'`);
    expect(JSON.parse(act?.body?.example ?? '')).toEqual({ reason: 'Refunds for a week' });
  });

  it('finds operations by every word, with what they lead to', () => {
    expect(findOperations(reference, '  ')).toBe(reference);
    const found = findOperations(reference, 'THINGS get');
    expect(found.areas.map(({ name }) => name)).toEqual(['Things']);
    expect(found.areas[0]?.operations.map(({ id }) => id)).toEqual(['getThing']);
    expect(found.shapes.map(({ name }) => name)).toEqual(['Thing', 'Part']);
    expect(found.codes.map(({ code }) => code)).toEqual(['not_found']);
    const byCode = findOperations(reference, 'guardrail_broken');
    expect(byCode.areas.flatMap(({ operations }) => operations).map(({ id }) => id)).toEqual([
      'listPeople',
    ]);
    expect(findOperations(reference, 'nothing like it').areas).toEqual([]);
  });
});
