import { beforeEach, describe, expect, test } from 'vitest';
import { emulator, failure } from '@/e2e/support/verbs';
import { listConnectedAccounts, retrieveAccount } from './accounts';

const ACCOUNT = 'acct_1MkBDldejttpY2L0';

beforeEach(() => emulator.reset());

test('an account is read as the facts that the mirror keeps', async () => {
  expect(await retrieveAccount(ACCOUNT, 3_500)).toEqual({
    id: ACCOUNT,
    name: 'Copperleaf Bakery',
    defaultCurrency: 'usd',
    createdAt: expect.any(Date),
    traits: {
      email: 'owner@copperleaf-bakery.example',
      country: 'US',
      dashboardType: 'none',
      lossesPayments: 'application',
      requirementCollection: 'application',
      feesPayer: 'application_custom',
      capabilities: {
        card_payments: 'active',
        transfers: 'active',
        treasury: 'active',
        card_issuing: 'active',
      },
      detailsSubmitted: true,
      payoutInterval: 'manual',
    },
  });
});

describe('a name', () => {
  const named = (business: string | null, dashboard: string | null = null) => ({
    business_profile: { name: business },
    settings: { dashboard: { display_name: dashboard } },
  });

  test.each<[what: string, patch: object, expected: string]>([
    ['of the business', named('Shop', 'Other'), 'Shop'],
    ['of the dashboard', named(null, 'Other'), 'Other'],
    ['that is blank', named('  ', 'Other'), 'Other'],
    ['that is only an email', named(null), 'owner@copperleaf-bakery.example'],
    ['that is nothing but the id', { ...named(null), email: null }, ACCOUNT],
    ['with control characters', named('A\u0000B\nC\u2028D\u0007'), 'A B C D'],
    ['of control characters alone', named('\u0000\u0007'), ACCOUNT],
    ['that is long', named('x'.repeat(300)), 'x'.repeat(200)],
    [
      'that is cut in the middle of a character',
      named(`x${'🚲'.repeat(300)}`),
      `x${'🚲'.repeat(199)}`,
    ],
  ])('%s', async (_what, patch, expected) => {
    await emulator.patchAccount(ACCOUNT, patch);
    expect((await retrieveAccount(ACCOUNT, 3_500))?.name).toBe(expected);
  });
});

test('an account with hardly anything is read all the same', async () => {
  await emulator.patchAccount(ACCOUNT, {
    business_profile: null,
    capabilities: null,
    controller: null,
    settings: null,
    email: null,
    default_currency: null,
  });
  expect(await retrieveAccount(ACCOUNT, 3_500)).toMatchObject({
    name: ACCOUNT,
    defaultCurrency: null,
    traits: { email: null, dashboardType: null, capabilities: {}, payoutInterval: null },
  });
});

test('an account that is none of ours is none', async () => {
  expect(await retrieveAccount('acct_1Nobody', 3_500)).toBeNull();
});

describe('all accounts', () => {
  test('come once each, newest first', async () => {
    const ids: string[] = [];
    for await (const page of listConnectedAccounts()) ids.push(...page.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    expect(ids.at(-1)).toBe('acct_1NkDjjJyhOZfPCWt');
  });

  test('do not come where Stripe has trouble', async () => {
    await emulator.fault({ kind: 'status', status: 400, path: '/v1/accounts' });
    expect((await failure(listConnectedAccounts().next())).code).toBe('stripe_rejected');
  });
});
