import { beforeAll, describe, expect, test } from 'vitest';
import { as, change, failure, later, newAccount, newTemplate, SECOND } from '@/e2e/support/verbs';
import { AppError } from '@/lib/domain/errors';
import { parse } from '@/lib/domain/parse';
import { type AccountFilter, accountFilter } from './account-filter';
import { countAccounts, listAccounts } from './accounts';

/** Accounts by their short ids, with what Stripe says of them. */
const ACCOUNTS: Record<string, { name: string; email: string | null; country: string }> = {
  alpha: { name: 'Alpine Bakery', email: 'owner@alpine.example', country: 'DE' },
  bravo: { name: 'alpine bikes', email: 'B.Bravo@Shop.Example', country: 'DE' },
  charlie: { name: 'Café "Größe" 100%', email: null, country: 'FR' },
  delta: { name: 'under_score', email: 'under.score@shop.example', country: 'FR' },
  echo: { name: 'underscore', email: "o'hara@shop.example", country: 'US' },
  foxtrot: { name: 'ΜΙΚΡΟΣ ΔΡΟΜΟΣ', email: null, country: 'GR' },
  golf: { name: 'Twin', email: null, country: 'US' },
  hotel: { name: 'Twin', email: null, country: 'US' },
  india: { name: 'back\\slash', email: null, country: 'US' },
  juliet: { name: 'İstanbul 🚲', email: null, country: 'TR' },
};
const idOf = (short: string) => `acct_List${short}`;
const all = Object.keys(ACCOUNTS).map(idOf);
let template: string;

beforeAll(async () => {
  template = await newTemplate();
  for (const [short, { name, email, country }] of Object.entries(ACCOUNTS)) {
    await newAccount({ id: idOf(short), name, traits: { email, country } });
  }
  const override = (short: string, expiresAt: Date | null) => ({
    op: 'account.override',
    account: idOf(short),
    set: { payments: 'on' },
    expiresAt: expiresAt?.toISOString() ?? null,
  });
  await change([
    { op: 'account.assign', account: idOf('alpha'), template },
    override('alpha', null),
    override('bravo', later(SECOND)),
  ]);
});

/** The short ids that a filter finds, in the order of the list. */
async function found(filter: AccountFilter, now?: Date): Promise<string[]> {
  const { data } = await listAccounts(as('support', now), filter);
  return data.map(({ id }) => id.replace('acct_List', ''));
}

describe('the search', () => {
  test.each<[q: string, expected: string[]]>([
    ['alpine', ['alpha', 'bravo']],
    ['ALPINE B', ['alpha', 'bravo']],
    ['bakery', ['alpha']],
    ['b.bravo@', ['bravo']],
    ['SHOP.EXAMPLE', ['bravo', 'delta', 'echo']],
    ['größe', ['charlie']],
    ['GRÖSSE', []],
    ['"Größe"', ['charlie']],
    ['ΜΙΚΡΟΣ ΔΡΟΜΟΣ', ['foxtrot']],
    ['İSTANBUL', ['juliet']],
    ['🚲', ['juliet']],
    ['É', ['charlie']],
    ['é', ['charlie']],
    ['öß', ['charlie']],
    ['ÖE', []],
    ['μι', ['foxtrot']],
    ['Μι', ['foxtrot']],
    ['İ', ['juliet']],
    ["o'hara", ['echo']],
    ["' OR TRUE --", []],
    ['al', ['alpha', 'bravo']],
    ['BA', ['alpha', 'india']],
    ['hi', []],
    ['hara', ['echo']],
    ['acct_Listalpha', ['alpha']],
    ['acct_Listal', ['alpha']],
    ['Listalpha', []],
    ['nothing of the kind', []],
  ])('for %j finds %j', async (q, expected) => {
    expect((await found({ q })).sort()).toEqual(expected);
  });

  test.each<[q: string, expected: string[]]>([
    ['%', ['charlie']],
    ['100%', ['charlie']],
    ['_', ['delta']],
    ['under_score', ['delta']],
    ['\\', ['india']],
    ['k\\s', ['india']],
    ['%%', []],
    ['acct%', []],
    ['acct_List_lpha', []],
  ])('takes %j as it stands', async (q, expected) => {
    expect(await found({ q })).toEqual(expected);
  });

  test('for nothing finds all', async () => {
    expect(await found({ q: '' })).toHaveLength(all.length);
  });
});

describe('a filter', () => {
  test('by template, country, or both with a search', async () => {
    expect(await found({ template })).toEqual(['alpha']);
    expect(await found({ template: 'nowhere' })).toEqual([]);
    expect(await found({ country: 'FR' })).toEqual(['charlie', 'delta']);
    expect(await found({ country: 'fr' })).toEqual([]);
    expect(await found({ country: 'DE', q: 'alpine', template: 'base' })).toEqual(['bravo']);
  });

  test('by overrides counts those in force: at the second of its expiry one is gone', async () => {
    expect((await found({ deviating: true })).sort()).toEqual(['alpha', 'bravo']);
    expect((await found({ deviating: true }, later(SECOND - 1))).sort()).toEqual([
      'alpha',
      'bravo',
    ]);
    expect(await found({ deviating: true }, later(SECOND))).toEqual(['alpha']);
    expect(await found({ deviating: false }, later(SECOND))).toHaveLength(all.length - 1);
    const { data } = await listAccounts(as('support', later(SECOND)), { q: 'alpine' });
    expect(data.map(({ overrides }) => overrides)).toEqual([1, 0]);
  });

  test.each<AccountFilter>([{}, { q: 'alpine' }, { deviating: true }, { country: 'US' }])(
    'counts as many as it lists: %j',
    async (filter) => {
      const { accounts, deviating } = await countAccounts(as('support'), filter);
      expect(accounts).toBe((await found(filter)).length);
      expect(deviating).toBe((await found({ ...filter, deviating: true })).length);
    },
  );
});

test('a line says what the account is, and which template it has by what', async () => {
  const { data } = await listAccounts(as('support'), { q: 'alpine bakery' });
  expect(data).toEqual([
    {
      id: idOf('alpha'),
      name: 'Alpine Bakery',
      email: 'owner@alpine.example',
      country: 'DE',
      controller: 'express',
      tags: [],
      template: { key: template, name: expect.any(String), by: 'explicit' },
      overrides: 1,
      disconnectedAt: null,
    },
  ]);
});

describe('paging', () => {
  test.each([1, 2, 3, 4, 9, 10, 11, 200])(
    'by %i gives every account once, by name',
    async (limit) => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listAccounts(as('support'), { limit, ...(cursor && { cursor }) });
        expect(page.data.length).toBeLessThanOrEqual(limit);
        ids.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      const { data } = await listAccounts(as('support'), { limit: 200 });
      expect(ids).toEqual(data.map(({ id }) => id));
      expect([...ids].sort()).toEqual([...all].sort());
    },
  );

  test('goes on behind an account that was renamed or came meanwhile', async () => {
    const first = await listAccounts(as('support'), { limit: 4 });
    const late = await newAccount({ id: 'acct_Listzulu', name: 'Zulu' });
    const rest = await listAccounts(as('support'), { cursor: first.nextCursor ?? '' });
    const ids = [...first.data, ...rest.data].map(({ id }) => id);
    expect(new Set(ids).size).toBe(all.length + 1);
    expect(ids).toContain(late);
  });

  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each([
    '',
    'x',
    '%',
    '\u0000',
    packed('name'),
    packed([]),
    packed(['only one']),
    packed(['a', 'b', 'c']),
    packed(['a', 1]),
    packed(['a', null]),
    packed({ 0: 'a', 1: 'b' }),
    packed(['a\u0000', 'acct_1']),
    packed(['x'.repeat(1001), 'acct_1']),
    Buffer.from('["a", "b"').toString('base64url'),
    Buffer.from([0xff, 0xfe]).toString('base64url'),
  ])('refuses the cursor %j, which is none of ours', async (cursor) => {
    const error = await failure(listAccounts(as('support'), { cursor }));
    expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/cursor' }] });
  });

  test('takes a cursor that was made up for what it is: a place, and nothing more', async () => {
    const cursor = packed(["'; DROP TABLE account; --", '']);
    expect((await listAccounts(as('support'), { cursor })).data).not.toHaveLength(0);
  });
});

describe('the query', () => {
  test.each<[query: Record<string, string>, pointer: string]>([
    [{ limit: '0' }, '/limit'],
    [{ limit: '201' }, '/limit'],
    [{ limit: '1.5' }, '/limit'],
    [{ limit: 'all' }, '/limit'],
    [{ q: 'x'.repeat(201) }, '/q'],
    [{ q: 'a\u0000b' }, '/q'],
    [{ q: '\ud800' }, '/q'],
    [{ template: '\u0000' }, '/template'],
    [{ country: 'D\u0007' }, '/country'],
    [{ deviating: 'yes' }, '/deviating'],
    [{ limited: 'payments.nothing' }, '/limited'],
    [{ limited: 'constructor' }, '/limited'],
    [{ colour: 'blue' }, '/colour'],
  ])('%j is refused', (query, pointer) => {
    let error: unknown;
    try {
      parse(accountFilter, query);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
  });

  test('is trimmed, and read from text', () => {
    expect(parse(accountFilter, { q: ' a ', limit: '5', deviating: 'false' })).toEqual({
      q: 'a',
      limit: 5,
      deviating: false,
    });
  });
});
