import { beforeAll, describe, expect, test } from 'vitest';
import { as, change, NOW, newAccount, query } from '@/e2e/support/verbs';
import { COUNT_CAP, PAGE_COUNT_CAP } from '@/lib/domain/views';
import { accountFacets, countAccounts } from './accounts';

/** Adds accounts by the thousand, as if they had been synced long ago. */
const add = (count: number, country: string, capabilities: object = {}) =>
  query(
    `INSERT INTO account (id, name, country, capabilities, tags, details_submitted, synced_at,
       template_key, assigned_by)
     SELECT 'acct_' || $1::text || i, 'Shop ' || i, $1, $2, '{}', true, $3, 'base', 'default'
     FROM generate_series(1, $4) i`,
    [country, capabilities, NOW, count],
  );

const facets = () => accountFacets(as('support'), undefined);

describe('what filters offer', () => {
  test('is nothing in an empty mirror', async () => {
    expect(await facets()).toEqual({ countries: [], capabilities: [], tags: [] });
  });

  test('is what accounts have, and no more', async () => {
    const account = await newAccount({
      traits: { country: 'FR', capabilities: { a: 'active', b: 'pending', treasury: 'active' } },
    });
    await newAccount({ traits: { country: 'DE', capabilities: { a: 'active', c: 'active' } } });
    await newAccount({ traits: { country: null, capabilities: {} } });
    await newAccount({ traits: { country: 'DE', capabilities: { b: 'inactive' } } });
    await change([{ op: 'account.tag', account, add: ['vip', 'Beta', 'gone'] }]);
    await change([{ op: 'account.tag', account, remove: ['gone'] }]);
    expect(await facets()).toEqual({
      countries: [
        { value: 'DE', accounts: 2 },
        { value: 'FR', accounts: 1 },
      ],
      capabilities: ['a', 'c', 'treasury'],
      tags: ['Beta', 'vip'],
    });
  });
});

describe('in a large mirror', () => {
  beforeAll(async () => {
    await add(COUNT_CAP, 'US', { card_payments: 'active' });
    await add(1, 'GB', { card_issuing: 'active', rare: 'active' });
    await query('ANALYZE account');
  });

  test.each([
    ['just so many', { country: 'US' }, COUNT_CAP, false],
    ['one more than that', { disconnected: false }, COUNT_CAP, true],
    ['all', {}, COUNT_CAP, true],
    ['few', { country: 'GB' }, 1, false],
    ['none', { country: 'XX' }, 0, false],
  ])('%s are counted as far as they are', async (_name, filter, accounts, capped) => {
    const counts = await countAccounts(as('support'), filter);
    expect(counts).toEqual({ accounts, deviating: 0, capped });
  });

  test('countries are counted so far, and what components need is offered however rare', async () => {
    const { countries, capabilities } = await facets();
    expect(countries).toContainEqual({ value: 'US', accounts: PAGE_COUNT_CAP });
    expect(countries).toContainEqual({ value: 'GB', accounts: 1 });
    expect(capabilities).toEqual(expect.arrayContaining(['card_issuing', 'card_payments']));
  });

  test('a capability that a rule asks for is offered, however rare', async () => {
    const rules = [{ when: { capability: ['rare', 'nobody_has_it'] }, template: 'base' }];
    await change([{ op: 'rules.replace', rules, default: 'base' }]);
    const { capabilities } = await facets();
    expect(capabilities).toContain('rare');
    expect(capabilities).not.toContain('nobody_has_it');
  });
});
