import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { accountId, line, moment, prose, revisionNumber, tag, templateKey } from './text';

const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

/** What neither a line nor prose may hold, wherever it stands. */
const UNPRINTABLE = [
  '\u0000',
  '\u0001',
  '\u0007',
  '\t',
  '\r',
  '\u001b',
  '\u007f',
  '\u0085',
  '\u009f',
];
const SURROGATES = ['\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800'];
const SEPARATORS = ['\u2028', '\u2029'];

describe.each([
  ['line', line(20)],
  ['prose', prose(20)],
])('%s', (_name, schema) => {
  it.each([...UNPRINTABLE, ...SURROGATES, ...SEPARATORS])('refuses %j', (character) => {
    for (const text of [character, `a${character}b`, `${character}a`, `a${character}`]) {
      expect(takes(schema, text)).toBe(false);
    }
  });

  it.each(['', ' ', '\u00a0', ' \u3000 '])('refuses %j, which is empty', (text) => {
    expect(takes(schema, text)).toBe(false);
  });

  it('trims, and takes what other scripts write with', () => {
    expect(schema.parse('  Kererū  ')).toBe('Kererū');
    for (const text of ['日本語', 'שלום', '👩‍👩‍👧', 'a\u00a0b', "O'Neil & <b>"]) {
      expect(schema.parse(text)).toBe(text);
    }
  });

  it('is as long as it may be, and no longer', () => {
    expect(takes(schema, 'x'.repeat(20))).toBe(true);
    expect(takes(schema, 'x'.repeat(21))).toBe(false);
    expect(takes(schema, ' '.repeat(1_000_000))).toBe(false);
  });

  it.each([null, undefined, 1, true, ['a'], { toString: () => 'a' }])('refuses %j', (value) => {
    expect(takes(schema, value)).toBe(false);
  });
});

it('only prose has line breaks', () => {
  expect(takes(line(20), 'one\ntwo')).toBe(false);
  expect(prose(20).parse('one\n\ntwo\n')).toBe('one\n\ntwo');
  expect(takes(prose(20), 'one\r\ntwo')).toBe(false);
  expect(takes(prose(20), '\n')).toBe(false);
});

it.each<[text: unknown, expected: boolean]>([
  ['acct_1NkDjjJyhOZfPCWt', true],
  ['acct_1', true],
  [`acct_${'x'.repeat(60)}`, true],
  [`acct_${'x'.repeat(61)}`, false],
  ['acct_', false],
  ['acct_1\n', false],
  ['\nacct_1', false],
  ['acct_1\u0000', false],
  [' acct_1', false],
  ['ACCT_1', false],
  ['acct_1/../2', false],
  ['../acct_1', false],
  ['acct_1%2f2', false],
  ['acct_1_2', false],
  ['acct_é', false],
  ['cus_1', false],
  [['acct_1'], false],
  [null, false],
])('an account id may be %j: %s', (text, expected) => {
  expect(takes(accountId, text)).toBe(expected);
});

it.each<[text: unknown, expected: boolean]>([
  ['a', true],
  ['retail-2_x', true],
  ['x'.repeat(63), true],
  ['x'.repeat(64), false],
  ['', false],
  ['Retail', false],
  ['1retail', false],
  ['-retail', false],
  ['re tail', false],
  ['retail\n', false],
  ['retail.x', false],
  ['__proto__', false],
  ['constructor', true],
])('a template key may be %j: %s', (text, expected) => {
  expect(takes(templateKey, text)).toBe(expected);
});

it.each<[value: unknown, expected: boolean]>([
  [0, true],
  [2_147_483_647, true],
  [2_147_483_648, false],
  [-1, false],
  [1.5, false],
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
  ['1', false],
])('a revision number may be %j: %s', (value, expected) => {
  expect(takes(revisionNumber, value)).toBe(expected);
});

describe('a moment', () => {
  it.each([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:00.123+02:00', '2026-11-21T10:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(moment.parse(text).toISOString()).toBe(expected);
  });

  it.each([
    '2026-11-21',
    '2026-11-21T12:00:00',
    '2026-02-30T12:00:00Z',
    '2026-11-21T25:00:00Z',
    'tomorrow',
    '',
    1_795_000_000,
    null,
  ])('%j is none', (value) => {
    expect(takes(moment, value)).toBe(false);
  });
});

describe('a tag', () => {
  it.each(['vip', 'Early access', 'größe', '東京', 'a:b', "o'clock", '"', '%', 'x'.repeat(40)])(
    'may be %j',
    (text) => expect(tag.parse(` ${text.slice(0, 38)} `)).toBe(text.slice(0, 38)),
  );

  it.each(['', '  ', ',', 'a,b', 'a\nb', 'a\u0000', '\ud800', 'x'.repeat(41), null, 7])(
    'is never %j',
    (text) => expect(takes(tag, text)).toBe(false),
  );
});
