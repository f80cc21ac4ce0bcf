import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from './errors';
import { parse, pointerTo } from './parse';

/** The error with which a value is refused. */
function refusal(schema: z.ZodType, value: unknown): AppError {
  try {
    parse(schema, value);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('This value was taken.');
}

describe('a pointer', () => {
  // The examples of RFC 6901, section 5.
  it.each<[path: PropertyKey[], pointer: string]>([
    [[], ''],
    [['foo'], '/foo'],
    [['foo', 0], '/foo/0'],
    [[''], '/'],
    [['a/b'], '/a~1b'],
    [['c%d'], '/c%d'],
    [['e^f'], '/e^f'],
    [['g|h'], '/g|h'],
    [['i\\j'], '/i\\j'],
    [['k"l'], '/k"l'],
    [[' '], '/ '],
    [['m~n'], '/m~0n'],
    [['~1'], '/~01'],
    [['a/b~c', '', 3], '/a~1b~0c//3'],
  ])('to %j is %j', (path, pointer) => {
    expect(pointerTo(path)).toBe(pointer);
  });
});

const shape = z.strictObject({
  name: z.string(),
  tags: z.array(z.strictObject({ id: z.int() })).optional(),
});

describe('parse', () => {
  it('returns the parsed form', () => {
    expect(parse(z.object({ at: z.string().transform(Number) }), { at: '3' })).toEqual({ at: 3 });
  });

  it('names every place that is wrong, each by its pointer', () => {
    const { code, errors, message } = refusal(shape, {
      name: 1,
      tags: [{ id: 1 }, { id: 'x', 'a/b': 1 }],
      other: 1,
      more: 2,
    });
    expect(code).toBe('invalid_request');
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(
      ['/name', '/tags/1/id', '/tags/1/a~1b', '/other', '/more'].sort(),
    );
    expect(message.startsWith(`${errors?.[0]?.pointer}: `)).toBe(true);
  });

  it('says what is wrong with the whole by an empty pointer', () => {
    for (const value of [undefined, null, 1, 'x', []]) {
      expect(refusal(shape, value).errors?.[0]?.pointer).toBe('');
    }
  });

  it('does not echo the value', () => {
    const secret = 'sk_live_5f4dcc3b5aa765d61d8327de';
    const { message, errors } = refusal(shape, { name: { secret }, tags: secret });
    expect(message + JSON.stringify(errors)).not.toContain(secret);
  });

  it('names fifty places at most, and shortens none of them', () => {
    const many = Array.from({ length: 2_000 }, () => ({ id: 'x' }));
    expect(refusal(shape, { name: 'n', tags: many }).errors).toHaveLength(50);
  });

  it('refuses names that JavaScript treats in its own way', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const value = JSON.parse(`{"name": "n", "${name}": {"polluted": true}}`);
      expect(refusal(shape, value).errors).toMatchObject([{ pointer: `/${name}` }]);
    }
    expect({}).not.toHaveProperty('polluted');
  });
});
