import { beforeAll, describe, expect, test } from 'vitest';
import { as, change, later, newAccount, rowsAddedBy, withScopes } from '@/e2e/support/verbs';
import { AppError } from '@/lib/domain/errors';
import { parse } from '@/lib/domain/parse';
import type { SearchResult } from '@/lib/domain/search';
import { search, searchQuery } from './search';

/** Accounts by their short ids. */
const ACCOUNTS: Record<string, { name: string; email?: string }> = {
  kettle: { name: 'Copper Kettle Coffee', email: 'hello@kettle.example' },
  lane: { name: 'Copper Lane' },
  cafe: { name: 'Payments Café' },
  blau: { name: 'Café Blau' },
  bank: { name: 'Bank Street Books' },
  percent: { name: '100% Wool_Works' },
  quay: { name: 'Old Kettle Quay' },
  kiosk: { name: 'みなと文具店' },
};
const idOf = (short: string) => `acct_Search${short}`;
let applied: string;

beforeAll(async () => {
  for (const [short, { name, email }] of Object.entries(ACCOUNTS)) {
    await newAccount({ id: idOf(short), name, traits: { email: email ?? null } });
  }
  const create = (key: string, name: string) => ({ op: 'template.create', key, name, set: {} });
  await change([create('kettle-makers', 'Makers of kettles')]);
  await change([create('kettle-old', 'Kettles, old')]);
  await change([{ op: 'template.archive', key: 'kettle-old' }]);
  const account = idOf('kettle');
  const { id } = await change([{ op: 'account.override', account, set: { payments: 'on' } }], {
    reason: 'Kettle pilot: 50% off_peak',
    context: as('operator', later(1000)),
  });
  applied = id ?? '';
});

const ask = (q: string, context = as('admin')): Promise<SearchResult> =>
  search(context, parse(searchQuery, { q }));

async function accounts(q: string): Promise<string[]> {
  return (await ask(q)).accounts.map(({ id }) => id.replace('acct_Search', ''));
}

describe('accounts', () => {
  test.each<[q: string, expected: string[]]>([
    ['copper', ['kettle', 'lane']],
    ['COPPER LANE', ['lane']],
    ['lane copper', ['lane']],
    // What begins with the word comes first, then the rest by name.
    ['kettle', ['kettle', 'quay']],
    ['quay kettle', ['quay']],
    ['why refund copper', ['kettle', 'lane']],
    ['why can’t Copper Lane refund?', ['lane']],
    ['refund payments café', ['cafe', 'blau']],
    ['payments', ['cafe']],
    ['why refund bank street', ['bank']],
    ['hello@kettle', ['kettle']],
    ['acct_Searchla', ['lane']],
    ['payments.refund_management acct_Searchquay', ['quay']],
    // One or two letters begin a word.
    ['la', ['lane']],
    ['an', []],
    ['文具', ['kiosk']],
    ['100%', ['percent']],
    ['wool_', ['percent']],
    ['%%%', []],
    ["' OR TRUE --", []],
    // A word that no account has is forgiven, where there is another.
    ['copper lane yesterday', ['kettle', 'lane']],
    ['yesterday', []],
    ['refund', []],
  ])('for %j are %j', async (q, expected) => {
    expect(await accounts(q)).toEqual(expected);
  });

  test('are six at most, and each once', async () => {
    for (let count = 0; count < 8; count += 1) await newAccount({ name: `Sixpence ${count}` });
    const found = (await ask('sixpence')).accounts;
    expect(found).toHaveLength(6);
    expect(new Set(found.map(({ id }) => id)).size).toBe(6);
  });

  test('come with what tells them apart', async () => {
    const [found] = (await ask('copper lane')).accounts;
    expect(found).toEqual({
      id: idOf('lane'),
      name: 'Copper Lane',
      country: expect.stringMatching(/^[A-Z]{2}$/),
      template: { key: 'base', name: expect.any(String) },
      disconnectedAt: null,
    });
  });
});

test('templates are found by name and key, archived ones are not', async () => {
  const expected = [{ key: 'kettle-makers', name: 'Makers of kettles' }];
  expect((await ask('kettle')).templates).toEqual(expected);
  expect((await ask('makers kettle')).templates).toEqual(expected);
  expect((await ask('kettle nothing')).templates).toEqual([]);
});

describe('changes', () => {
  test.each(['kettle pilot', 'PILOT', '50% off_peak'])(
    'are found by their reason: %j',
    async (q) => {
      expect((await ask(q)).changes).toEqual([
        {
          id: applied,
          reason: 'Kettle pilot: 50% off_peak',
          by: 'Test operator',
          at: later(1000).toISOString(),
          status: 'applied',
        },
      ]);
    },
  );

  test('are found by how their id begins', async () => {
    for (const q of [applied, applied.slice(0, 8), applied.slice(0, 15), applied.toUpperCase()]) {
      expect((await ask(q)).changes.map(({ id }) => id)).toEqual([applied]);
    }
    expect((await ask(applied.slice(0, 3))).changes).toEqual([]);
  });

  test('come newest first', async () => {
    const reason = 'Wander twice';
    for (const [at, setting] of [[2000, 'off'] as const, [3000, 'on'] as const]) {
      const edit = { op: 'account.override', account: idOf('quay'), set: { payments: setting } };
      await change([edit], { reason, context: as('operator', later(at)) });
    }
    const found = (await ask('wander')).changes.map(({ at }) => at);
    expect(found).toEqual([later(3000).toISOString(), later(2000).toISOString()]);
  });
});

test('each part is for those who may see it', async () => {
  const parts = async (context: Parameters<typeof search>[0]) => {
    const found = await ask('kettle', context);
    return Object.entries(found).flatMap(([part, hits]) => (hits.length > 0 ? [part] : []));
  };
  const everything = ['accounts', 'templates', 'changes'];
  for (const role of ['admin', 'operator', 'auditor'] as const) {
    expect(await parts(as(role))).toEqual(everything);
  }
  expect(await parts(as('support'))).toEqual(['accounts', 'templates']);
  expect(await parts(withScopes(['accounts:read']))).toEqual(['accounts']);
  expect(await parts(withScopes(['accounts:read', 'audit:read']))).toEqual(['accounts', 'changes']);
});

test('it writes nothing', async () => {
  expect(await rowsAddedBy(() => ask('kettle'))).toEqual({});
});

test.each([[{}], [{ q: '' }], [{ q: '  ' }], [{ q: 'x'.repeat(201) }], [{ q: 'a\u0000' }]])(
  'the query %j is refused',
  (given) => {
    expect(() => parse(searchQuery, given)).toThrow(AppError);
  },
);
