import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppError } from '@/lib/domain/errors';
import type { FormTree } from '@/lib/domain/form-shape';
import { parseForm } from './form';
import { readForm } from './read-form';

const plain = (tree: FormTree) => JSON.parse(JSON.stringify(tree));

function refusal(text: string): AppError {
  try {
    parseForm(text);
  } catch (error) {
    return error as AppError;
  }
  throw new Error(`This form was taken: ${text}`);
}

describe('a form', () => {
  it.each<[text: string, tree: object]>([
    ['', {}],
    ['&&', {}],
    ['account=acct_1', { account: 'acct_1' }],
    ['a', { a: '' }],
    ['a=1&b[c][d]=2&b[c][e]=x+y', { a: '1', b: { c: { d: '2', e: 'x y' } } }],
    ['b%5Bc%5D%5Bd%5D=%C3%A9%3D%26', { b: { c: { d: 'é=&' } } }],
    ['a=b]=c', { a: 'b]=c' }],
    ['a=%5B%5D%3D', { a: '[]=' }],
    ['a.b=1', { 'a.b': '1' }],
    ['a=1,2', { a: '1,2' }],
    ['a[toString]=1', { a: { toString: '1' } }],
    ['a[0]=x&a[1]=y', { a: { 0: 'x', 1: 'y' } }],
    ['a[]=x', { a: { 0: 'x' } }],
    ['a[b][]=x&c=1&a[b][]=y', { a: { b: { 0: 'x', 1: 'y' } }, c: '1' }],
  ])('%s', (text, tree) => expect(plain(parseForm(text))).toEqual(tree));

  it.each<[name: string, text: string]>([
    ['a name twice', 'a=1&b=2&a=1'],
    ['a name twice, encoded otherwise', 'b[c]=1&b%5Bc%5D=2'],
    ['text and hash', 'a=1&a[b]=2'],
    ['hash and text', 'a[b][c]=2&a[b]=1'],
    ['__proto__', '__proto__[x]=1'],
    ['__proto__ below', 'a[__proto__]=1'],
    ['__proto__ encoded', 'a[%5F_proto__][x]=1'],
    ['constructor', 'a[constructor][prototype][x]=1'],
    ['brackets that do not match', 'a[b=1'],
    ['brackets that do not match, closed', 'a]b[=1'],
    ['brackets in brackets', 'a[[b]]=1'],
    ['text after brackets', 'a[b]c=1'],
    ['no name', '=1'],
    ['only brackets', '[a]=1'],
    ['half a percent sign', 'a=%'],
    ['half a percent sign in a name', 'a%4=1'],
    ['broken UTF-8', 'a=%C3'],
    ['an overlong slash', 'a=%C0%AF'],
    ['a deep name', `a${'[b]'.repeat(8)}=1`],
    ['a very deep name', `a${'[b]'.repeat(10_000)}=1`],
    ['many parameters', Array.from({ length: 501 }, (_, index) => `a${index}=1`).join('&')],
  ])('is refused: %s', (_name, text) => {
    expect(refusal(text)).toMatchObject({ code: 'invalid_request' });
  });

  it('leaves the prototype of everything alone', () => {
    expect(Object.getPrototypeOf(parseForm('a[b]=1').a)).toBeNull();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('is read back as it was written, or refused, whatever it says', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(name, { minLength: 1 }), name)), (pairs) => {
        const text = pairs
          .map(([[first = '', ...rest], value]) => [
            first + rest.map((part) => `[${part}]`).join(''),
            value,
          ])
          .map((pair) => pair.map(encodeURIComponent).join('='))
          .join('&');
        let tree: FormTree;
        try {
          tree = parseForm(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request' });
          return;
        }
        for (const [path, value] of pairs) {
          const found = path.reduce<unknown>((at, part) => (at as FormTree)[part], tree);
          expect(found).toBe(value);
        }
      }),
    );
  });
});

describe('a request with a form', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = (body: BodyInit | null, headers: Record<string, string> = FORM, query = '') =>
    readForm(
      new Request(`http://localhost/v1/account_sessions${query}`, {
        method: 'POST',
        body,
        headers,
      }),
    );

  it('is read', async () => {
    expect(plain(await post('a[b]=1'))).toEqual({ a: { b: '1' } });
    expect(plain(await post(null, {}))).toEqual({});
    const type = 'application/x-www-form-urlencoded;charset=utf-8';
    expect(plain(await post('a=1', { 'content-type': type }))).toEqual({ a: '1' });
  });

  it.each<[name: string, run: () => Promise<unknown>, code: string]>([
    ['JSON', () => post('{}', { 'content-type': 'application/json' }), 'invalid_request'],
    ['no type', () => post(new Uint8Array([97]), {}), 'invalid_request'],
    ['parameters in the address', () => post('a=1', FORM, '?b=1'), 'invalid_request'],
    ['bytes that are no text', () => post(new Uint8Array([0x61, 0xff])), 'invalid_request'],
    ['too much', () => post(`a=${'x'.repeat(65 * 1024)}`), 'payload_too_large'],
  ])('is refused: %s', async (_name, run, code) => {
    await expect(run()).rejects.toMatchObject({ code });
  });
});
