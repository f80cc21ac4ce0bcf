import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWishes } from './csv';

const A = 'acct_1NkDjjJyhOZfPCWt';
const B = 'acct_1MYg1AisXqq69Riw';

const rows = (...lines: string[][]) => lines.map((fields, index) => ({ line: index + 1, fields }));
const problemsOf = (...lines: string[][]) =>
  readWishes(rows(...lines)).problems.map(({ line, column }) => `${line} ${column}`);

describe('a line says', () => {
  test('what each of its columns says, and nothing where they are empty', () => {
    const { wishes, problems } = readWishes(
      rows(
        [
          'Account',
          'template',
          'add_tags',
          'remove_tags',
          'payments.refund_management',
          'payouts',
          'note',
          'expires_at',
          'name',
        ],
        [
          A,
          'retail',
          'vip, fair',
          'old',
          'ON',
          'inherit',
          'For a week',
          '2031-01-01T00:00:00Z',
          'ignored',
        ],
        [B, '(rules)'],
      ),
    );
    expect(problems).toEqual([]);
    expect(wishes).toEqual([
      {
        line: 2,
        account: A,
        wish: {
          template: 'retail',
          add: ['vip', 'fair'],
          remove: ['old'],
          set: { 'payments.refund_management': 'on', payouts: 'inherit' },
          terms: { note: 'For a week', expiresAt: new Date('2031-01-01T00:00:00Z') },
        },
      },
      { line: 3, account: B, wish: { template: null, terms: null } },
    ]);
  });

  test('all tags and all overrides at once, or none of them', () => {
    const head = ['account', 'tags', 'overrides'];
    const { wishes } = readWishes(
      rows(head, [A, 'a, b', 'payments=on payouts=off'], [B, '(none)', '(none)']),
    );
    expect(wishes.map(({ wish }) => wish)).toEqual([
      { tags: ['a', 'b'], overrides: { payments: 'on', payouts: 'off' }, terms: null },
      { tags: [], overrides: {}, terms: null },
    ]);
  });

  test('what a spreadsheet was kept from running, as it was', () => {
    const { wishes } = readWishes(rows(['account', 'add_tags'], [A, "'=1+1"]));
    expect(wishes[0]?.wish.add).toEqual(['=1+1']);
  });
});

describe('what is wrong is told where it is', () => {
  test.each([
    [['1 '], []],
    [['1 account'], [['template']]],
    [['1 colour'], [['account', 'colour']]],
    [['1 account'], [['account', 'account']]],
    [['1 2'], [['account', '']]],
    [['1 '], [['account']]],
    [['2 account'], [['account'], ['']]],
    [['2 account'], [['account'], ['acct_1/2']]],
    [['3 account'], [['account'], [A], [A]]],
    [['2 '], [['account'], [A, 'x']]],
    [
      ['2 template'],
      [
        ['account', 'template'],
        [A, 'No Key'],
      ],
    ],
    [
      ['2 add_tags'],
      [
        ['account', 'add_tags'],
        [A, 'x'.repeat(41)],
      ],
    ],
    [
      ['2 add_tags'],
      [
        ['account', 'add_tags'],
        [A, Array.from({ length: 31 }, (_, n) => `t${n}`).join()],
      ],
    ],
    [
      ['2 remove_tags'],
      [
        ['account', 'add_tags', 'remove_tags'],
        [A, 'x', 'x'],
      ],
    ],
    [
      ['2 tags'],
      [
        ['account', 'tags', 'add_tags'],
        [A, 'x', 'y'],
      ],
    ],
    [
      ['2 payments'],
      [
        ['account', 'payments'],
        [A, 'yes'],
      ],
    ],
    [
      ['2 overrides'],
      [
        ['account', 'overrides'],
        [A, 'payments=maybe'],
      ],
    ],
    [
      ['2 overrides'],
      [
        ['account', 'overrides'],
        [A, 'nothing=on'],
      ],
    ],
    [
      ['2 overrides'],
      [
        ['account', 'overrides', 'payouts'],
        [A, 'payments=on', 'off'],
      ],
    ],
    [
      ['2 note'],
      [
        ['account', 'payments', 'note'],
        [A, 'inherit', 'Why'],
      ],
    ],
    [
      ['2 expires_at'],
      [
        ['account', 'payments', 'expires_at'],
        [A, 'on', 'tomorrow'],
      ],
    ],
  ])('%j', (expected, lines) => {
    expect(problemsOf(...lines)).toEqual(expected);
  });
});

test('whatever a file holds is read or told, and nothing throws', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'account',
      A,
      B,
      'payments',
      'on',
      'tags',
      '__proto__',
      'constructor',
      'overrides',
      'payments=on',
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 5 }), { maxLength: 5 }), (lines) => {
      const { wishes, problems } = readWishes(rows(...lines));
      if (problems.length === 0) expect(wishes).toHaveLength(lines.length - 1);
      const accounts = wishes.map(({ account }) => account);
      if (problems.length === 0) expect(new Set(accounts).size).toBe(accounts.length);
    }),
  );
});
