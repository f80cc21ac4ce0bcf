import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiJson, bytesOf, joinedPieces } from './ascii-json';

test('any value is said in ASCII alone, and read as what it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = asciiJson(value);
      expect(text).toMatch(/^[\0-\x7f]*$/);
      expect(text.replaceAll(/\\u[\da-f]{4}/g, '')).not.toContain('\\u');
      expect(bytesOf(text)).toHaveLength(text.length);
      expect(joinedPieces([text, bytesOf(text)])).toBe(text + text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('what is ASCII is left as JSON has it', () => {
  expect(asciiJson({ a: ['b\n', 1, null] })).toBe('{"a":["b\\n",1,null]}');
  expect(asciiJson('’')).toBe('"\\u2019"');
});
