import { expect, test } from 'vitest';
import { z } from 'zod';
import { secretsKey, secretsKeys } from './secrets-key';

const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const key = Buffer.from(bytes);

test.each(['base64', 'base64url', 'hex'] as const)('a key is read in %s', (spelling) => {
  expect(secretsKey.parse(` ${key.toString(spelling)} `)).toEqual(bytes);
});

test.each([
  [undefined, 'missing'],
  ['correct horse battery staple', 'not a key in base64'],
  [key.subarray(0, 31).toString('base64'), 'this one has 31: was it copied whole?'],
  [key.toString('hex').slice(2), 'was it copied whole?'],
  [Buffer.alloc(32, 'ab').toString('base64'), 'not drawn by chance'],
  ['0'.repeat(64), 'not drawn by chance'],
])('%s is refused, in words that tell what to do and do not repeat it', (text, words) => {
  const { success, error } = secretsKey.safeParse(text);
  const said = error ? z.prettifyError(error) : '';
  expect(success).toBe(false);
  expect(said).toContain(words);
  expect(said).toContain('npm run secrets:rotate -- --new-key');
  if (text) expect(said).not.toContain(text);
});

test('former keys stand behind commas, and a wrong one is refused', () => {
  const [a, b] = [key.toString('base64'), Buffer.from(key).reverse().toString('hex')];
  expect(secretsKeys.parse(`${a}, ${b},`)).toHaveLength(2);
  expect(secretsKeys.parse('')).toEqual([]);
  expect(secretsKeys.safeParse(`${a},short`).success).toBe(false);
});
