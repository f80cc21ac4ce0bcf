import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bracketed, FormError, type FormHash, parseForm } from './form';

function written(hash: FormHash, path: string[] = []): string[] {
  return Object.entries(hash).flatMap(([key, value]) => {
    const at = [...path, key];
    if (typeof value === 'object') return written(value, at);
    return [`${encodeURIComponent(bracketed(at))}=${encodeURIComponent(value)}`];
  });
}

describe('parseForm', () => {
  it('reads brackets, written plainly or encoded', () => {
    expect(parseForm('a=1&b[c][d]=x+y&b%5Bc%5D%5Be%5D=%C3%A9')).toEqual({
      a: '1',
      b: { c: { d: 'x y', e: 'é' } },
    });
  });

  it('takes the last of a key sent twice', () => {
    expect(parseForm('a=1&a=2')).toEqual({ a: '2' });
  });

  it('reads list brackets as keys', () => {
    expect(parseForm('a[]=1&b[0]=2')).toEqual({ a: { '': '1' }, b: { '0': '2' } });
  });

  it.each(['a[b', 'a]b', 'a[b]c', '[a]', 'a[[b]]'])('takes %s literally', (key) => {
    expect(Object.keys(parseForm(`${key}=1`))).toEqual([key]);
  });

  it('skips empty pairs and reads a key alone as empty', () => {
    expect(parseForm('&&a&=1&')).toEqual({ a: '' });
  });

  it('keeps prototype-like keys as ordinary ones', () => {
    const form = parseForm('__proto__[enabled]=true&a[__proto__]=1&constructor[prototype][x]=1');
    expect(JSON.stringify(form)).toBe(
      '{"__proto__":{"enabled":"true"},"a":{"__proto__":"1"},"constructor":{"prototype":{"x":"1"}}}',
    );
    expect(({} as { enabled?: string; x?: string }).enabled).toBeUndefined();
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it.each([
    ['a=1&a[b]=2', 'shape', 'a[b]'],
    ['a[b]=1&a=2', 'shape', 'a'],
    ['a=%E9', 'encoding', undefined],
    ['a=%zz', 'encoding', undefined],
    [`a${'[b]'.repeat(40)}=1`, 'depth', `a${'[b]'.repeat(40)}`],
  ])('refuses %s', (text, reason, param) => {
    try {
      parseForm(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(FormError);
      expect(error).toMatchObject({ reason, param });
    }
  });

  it('reads back what a client wrote', () => {
    const key = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[[\]]/.test(text));
    const { tree } = fc.letrec<{ tree: FormHash }>((tie) => ({
      tree: fc.dictionary(
        key,
        fc.oneof(
          { maxDepth: 3 },
          fc.string(),
          tie('tree').filter((t) => Object.keys(t).length > 0),
        ),
        { maxKeys: 4 },
      ) as fc.Arbitrary<FormHash>,
    }));
    fc.assert(
      fc.property(tree, (hash) => {
        expect(JSON.parse(JSON.stringify(parseForm(written(hash).join('&'))))).toEqual(
          JSON.parse(JSON.stringify(hash)),
        );
      }),
    );
  });

  it('never throws anything but a FormError', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab[]=&%+_') }), (text) => {
        try {
          parseForm(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FormError);
        }
      }),
    );
  });
});
