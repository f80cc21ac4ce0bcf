import { beforeEach, describe, expect, test } from 'vitest';
import { emulator, failure } from '@/e2e/support/verbs';
import { listAccountPage, retrieveAccount } from './accounts';

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

describe('the list of accounts', () => {
  /** The ids of all accounts, page by page. */
  async function listed(): Promise<string[]> {
    const ids: string[] = [];
    for (let more = true; more; ) {
      const after = ids.at(-1);
      const page = await listAccountPage(after === undefined ? {} : { after });
      if (page === 'lost') throw new Error('lost');
      ids.push(...page.accounts.map(({ id }) => id));
      more = page.hasMore;
    }
    return ids;
  }

  test('has each once, newest first', async () => {
    await emulator.crowd(150);
    const ids = await listed();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(190);
    expect(ids.at(-1)).toBe('acct_1NkDjjJyhOZfPCWt');
  });

  test('does not go on behind an account that left, but from when that was created', async () => {
    await emulator.crowd(20);
    const page = await listAccountPage();
    const { id = '', createdAt } = (page !== 'lost' && page.accounts[9]) || {};
    await emulator.revokeAccount(id);
    expect(await listAccountPage({ after: id })).toBe('lost');
    const behind = await listAccountPage({ createdUntil: createdAt ?? new Date() });
    const ids = (of: typeof page) => (of === 'lost' ? [] : of.accounts.map((one) => one.id));
    expect(ids(behind).slice(0, 20)).toEqual(ids(page).slice(10, 30));
  });

  test('does not come where Stripe has trouble', async () => {
    await emulator.fault({ kind: 'status', status: 400, path: '/v1/accounts' });
    expect((await failure(listAccountPage())).code).toBe('stripe_rejected');
  });
});
