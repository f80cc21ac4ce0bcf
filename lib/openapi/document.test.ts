import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { named } from '@/lib/domain/answers/named';
import type { RouteDescription } from '@/lib/http/route';
import { documentOf } from './document';
import { problemsOf } from './problems';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const thing = named(
  'Thing',
  'A thing.',
  z.strictObject({ name: z.string(), from: moment, tags: z.array(z.string()).default([]) }),
);
const box = named('Box', 'It holds a thing.', z.object({ thing }));
const plain = named('Plain', 'The same both ways.', z.strictObject({ name: z.string() }));

const spec: RouteDescription = {
  id: 'putThing',
  summary: 'Put a thing.',
  permission: 'policy:write',
  peopleOnly: false,
  params: z.object({ key: z.string().describe('Its key.') }),
  query: z.strictObject({
    loud: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .default(false)
      .describe('Whether to shout.'),
  }),
  body: z.strictObject({ box, plain }),
  answers: { 200: { means: 'It is put.', body: z.object({ box, plain }) } },
  kind: { credentials: 'token_or_session', takes: 'application/json', errors: 'problem' },
};

const made = (of: Partial<RouteDescription> = {}) => {
  const PUT = Object.assign(async () => new Response(), { spec: { ...spec, ...of } });
  const document = documentOf({ '/api/things/[key]': { PUT } }, { version: '1' });
  return { document, operation: document.paths['/api/things/{key}']?.put };
};

const json = (schema: unknown) => ({ 'application/json': { schema } });

describe('a document', () => {
  const { document, operation } = made();
  const { schemas } = document.components;

  it('names once what reads the same in requests and answers, and apart what does not', () => {
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['Plain', 'Thing', 'ThingInput']));
    expect(schemas).not.toHaveProperty('PlainInput');
    expect(schemas.Thing?.required).toEqual(['name', 'from', 'tags']);
    expect(schemas.ThingInput?.required).toEqual(['name', 'from']);
  });

  it('leads from what is apart to what is apart', () => {
    const thingOf = (name: string) => schemas[name]?.properties?.thing?.$ref;
    expect(thingOf('Box')).toBe('#/components/schemas/Thing');
    expect(thingOf('BoxInput')).toBe('#/components/schemas/ThingInput');
  });

  it('shows a moment as the text that it is when sent', () => {
    const { from } = schemas.Thing?.properties ?? {};
    expect(from).toEqual({ type: 'string', format: 'date-time' });
  });

  it('says what a route takes', () => {
    expect(operation?.parameters).toEqual([
      {
        ...{ name: 'key', in: 'path', required: true, description: 'Its key.' },
        schema: { type: 'string' },
      },
      {
        ...{ name: 'loud', in: 'query', required: false, description: 'Whether to shout.' },
        schema: { type: 'string', enum: ['true', 'false'] },
      },
    ]);
    expect(operation?.requestBody?.content).toEqual(
      json({
        type: 'object',
        properties: {
          box: { $ref: '#/components/schemas/BoxInput' },
          plain: { $ref: '#/components/schemas/Plain' },
        },
        required: ['box', 'plain'],
        additionalProperties: false,
      }),
    );
  });

  it('leaves room in answers for members to come', () => {
    expect(operation?.responses['200']).toMatchObject({
      content: json(expect.not.objectContaining({ additionalProperties: false })),
    });
  });
});

describe('who may', () => {
  it.each([
    [{}, 'policy:write', false],
    [{ peopleOnly: true }, null, true],
    [{ permission: 'users:manage' }, null, true],
    [{ permission: null, kind: { ...spec.kind, credentials: 'none' } }, null, false],
  ] as const)('of %j', (of, scope, people) => {
    const { operation } = made(of);
    expect(operation?.['x-required-scope']).toBe(scope);
    expect(operation?.['x-people-only']).toBe(people);
    const takesTokens = operation?.security.some((one) => 'token' in one);
    expect(takesTokens).toBe(scope !== null);
  });
});

describe('the errors of a route', () => {
  it('come with its wrapper, its input and its permission, and are its own', () => {
    expect(problemsOf({ ...spec, problems: ['conflict'] })).toEqual([
      ...['invalid_request', 'unauthenticated', 'forbidden', 'conflict', 'payload_too_large'],
      ...['internal', 'database_unavailable'],
    ]);
  });

  it('are one answer where they share a status', () => {
    const { operation } = made({ problems: ['conflict', 'guardrail_broken', 'not_found'] });
    expect(operation?.responses['404']).toEqual({ $ref: '#/components/responses/NotFound' });
    expect(JSON.stringify(operation?.responses['409'])).toContain(
      '["conflict","guardrail_broken"]',
    );
  });
});
