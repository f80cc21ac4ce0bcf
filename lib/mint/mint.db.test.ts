import { describe, expect, test } from 'vitest';
import {
  as,
  change,
  emulator,
  failure,
  importAccount,
  later,
  newTemplate,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { getPolicy } from '@/lib/data/policy';
import { REFERENCE_ACCOUNT, REFERENCE_COMPONENTS } from '@/lib/domain/testing/reference-answer';
import { mint } from './mint';
import {
  asForm,
  byMachine,
  CUSTOM,
  EXPRESS,
  expectRefused,
  lastMint,
  setUpMints,
} from './testing/mints';

const NEW_TO_US = 'acct_1N7kPR4oWe1SoWpW';

setUpMints();

describe('a mint', () => {
  test('sends exactly what the policy says, and answers just what Stripe does', async () => {
    await change([
      {
        op: 'account.override',
        account: CUSTOM,
        set: { 'payouts.external_account_collection': 'off' },
      },
    ]);
    for (const account of [EXPRESS, CUSTOM]) {
      await emulator.reset();
      const { send } = await getPolicy(as('support'), { account });
      const session = await mint(byMachine(), { account });
      const requests = await emulator.requests();
      expect(requests).toHaveLength(1);
      expect(requests[0]).toMatchObject({
        method: 'POST',
        path: '/v1/account_sessions',
        status: 200,
      });
      expect(requests[0]?.params).toEqual({ account, components: asForm(send) });
      expect(Object.keys(session).sort()).toEqual([
        'account',
        'client_secret',
        'components',
        'expires_at',
        'livemode',
        'object',
      ]);
      expect(session).toMatchObject({ object: 'account_session', account, livemode: false });
      expect(await emulator.secrets()).toContain(session.client_secret);
    }
  });

  test('is audited with what was decided, and with how it ended', async () => {
    const { send, template } = await getPolicy(as('support'), { account: EXPRESS });
    const added = await rowsAddedBy(() => mint(byMachine(), { account: EXPRESS }));
    expect(added).toEqual({ audit_entry: 1, audit_outcome: 1 });
    expect(await lastMint(EXPRESS)).toEqual({
      actor_kind: 'token',
      after: {
        components: null,
        template: { key: 'base', revision: template.revision },
        policyRevision: 0,
        send,
      },
      result: 'succeeded',
      code: null,
      detail: { stripeRequestId: expect.stringMatching(/^req_/), drift: [] },
    });
  });

  test('of one account twice gives two sessions', async () => {
    const [one, other] = [
      await mint(byMachine(), { account: EXPRESS }),
      await mint(byMachine(), { account: EXPRESS }),
    ];
    expect(one.client_secret).not.toBe(other.client_secret);
    const keys = (await emulator.sessionRequests()).map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('follows the policy from one change to the next', async () => {
    const sent = async () => {
      await mint(byMachine(), { account: EXPRESS });
      const last = (await emulator.sessionRequests()).at(-1);
      return Object.keys((last?.params.components ?? {}) as object).sort();
    };
    const before = await sent();
    const turn = (documents: string) =>
      change([{ op: 'account.override', account: EXPRESS, set: { documents } }]);
    await turn('on');
    expect(await sent()).toEqual([...before, 'documents'].sort());
    await turn('inherit');
    expect(await sent()).toEqual(before);
  });
});

describe('an account that the mirror does not know', () => {
  test('is fetched from Stripe, saved and served', async () => {
    const session = await mint(byMachine(), { account: NEW_TO_US });
    expect(session.account).toBe(NEW_TO_US);
    const requests = (await emulator.requests()).map(({ method, path }) => `${method} ${path}`);
    expect(requests).toEqual([`GET /v1/accounts/${NEW_TO_US}`, 'POST /v1/account_sessions']);
    expect(await query('SELECT name, country FROM account WHERE id = $1', [NEW_TO_US])).toEqual([
      { name: 'Atelier Brindille', country: 'FR' },
    ]);
    await emulator.reset();
    await mint(byMachine(), { account: NEW_TO_US });
    expect(await emulator.requests()).toHaveLength(1);
  });

  test('nor Stripe is not found', async () => {
    await expectRefused('acct_1Nobody', 'account_not_found');
    expect(await query(`SELECT 1 FROM account WHERE id = 'acct_1Nobody'`)).toEqual([]);
  });
});

describe('an account that is disconnected', () => {
  test('gets no session, and Stripe is not asked', async () => {
    await query('UPDATE account SET disconnected_at = $2 WHERE id = $1', [EXPRESS, later(-1)]);
    await expectRefused(EXPRESS, 'account_disconnected');
    expect(await emulator.requests()).toEqual([]);
  });

  test('at Stripe, though we do not know yet, is told from what Stripe answers', async () => {
    await emulator.revokeAccount(EXPRESS);
    const error = await failure(mint(byMachine(), { account: EXPRESS }));
    expect(error.code).toBe('account_disconnected');
    expect(await lastMint(EXPRESS)).toMatchObject({
      result: 'failed',
      code: 'account_disconnected',
    });
    expect(await query('SELECT account_id FROM account_refresh')).toEqual([
      { account_id: EXPRESS },
    ]);
  });
});

test('a policy that enables nothing gives no session, and Stripe is not asked', async () => {
  const nothing = await newTemplate({ 'payments.refund_management': 'on' });
  await change([{ op: 'account.assign', account: EXPRESS, template: nothing }]);
  await expectRefused(EXPRESS, 'no_component_enabled');
  await expectRefused(EXPRESS, 'no_component_enabled', ['payments']);
  expect(await emulator.requests()).toEqual([]);
  await change([{ op: 'account.assign', account: EXPRESS, template: null }]);
});

test('the account of Stripe’s reference gets every value of the example that both know', async () => {
  const template = await newTemplate({
    account_onboarding: 'on',
    balances: 'on',
    payments: 'on',
    payouts: 'on',
  });
  await importAccount(REFERENCE_ACCOUNT);
  await change([{ op: 'account.assign', account: REFERENCE_ACCOUNT, template }]);
  const session = await mint(byMachine(), { account: REFERENCE_ACCOUNT });
  const answered = session.components as unknown as typeof REFERENCE_COMPONENTS;
  let compared = 0;
  for (const [component, { enabled, features }] of Object.entries(REFERENCE_COMPONENTS)) {
    expect(answered[component]?.enabled, component).toBe(enabled);
    for (const [feature, value] of Object.entries(features)) {
      if (`${component}.${feature}` === 'financial_account.money_movement') continue;
      expect(answered[component]?.features[feature], `${component}.${feature}`).toBe(value);
      compared += 1;
    }
  }
  expect([Object.keys(REFERENCE_COMPONENTS).length, compared]).toEqual([15, 38]);
});
