import { describe, expect, it } from 'vitest';
import {
  customAccount,
  customWithMoney,
  enable,
  exampleAccount,
  feature,
  standardAccount,
  testEmulator,
} from './test-support';

const emulator = testEmulator();
const path = '/v1/account_sessions';
const auth = 'disable_stripe_user_authentication';
const bank = 'external_account_collection';
const mint = (account: string, ...parts: string[]) =>
  emulator.post(path, [`account=${account}`, ...parts].join('&'));

describe('rules of the account', () => {
  it.each([
    'issuing_card',
    'issuing_cards_list',
    'financial_account',
    'financial_account_transactions',
  ])('refuses %s without its capability, even a pending one', async (name) => {
    for (const state of [null, 'inactive', 'pending']) {
      await emulator.control('PATCH', `accounts/${customWithMoney}`, {
        capabilities: { card_issuing: state, treasury: state },
      });
      const { status, body } = await mint(customWithMoney, enable(name));
      expect(status).toBe(400);
      expect(body.error.param).toBe(`components[${name}][enabled]`);
      const disabled = await mint(customWithMoney, `components[${name}][enabled]=false`);
      expect(disabled.status).toBe(200);
      const values = Object.values(disabled.body.components[name].features);
      expect(values).not.toContain(true);
    }
  });

  it.each([
    [auth, true],
    [bank, false],
  ])('permits %s %s only where the platform collects requirements', async (key, value) => {
    const parts = [enable('payouts'), feature('payouts', key, value)];
    expect((await mint(customAccount, ...parts)).status).toBe(200);
    for (const account of [exampleAccount, standardAccount]) {
      const { status, body } = await mint(account, ...parts);
      expect(status).toBe(400);
      expect(body.error.param).toBe(`components[payouts][features][${key}]`);
      expect((await mint(account, enable('payouts'), feature('payouts', key, !value))).status).toBe(
        200,
      );
    }
  });

  it('refuses smart disputes where disputes are not managed', async () => {
    const smart = feature('payments', 'smart_disputes_management', true);
    const { status, body } = await mint(
      exampleAccount,
      enable('payments'),
      smart,
      feature('payments', 'dispute_management', false),
    );
    expect(status).toBe(400);
    expect(body.error.param).toBe('components[payments][features][smart_disputes_management]');
    const elsewhere = feature('payment_details', 'dispute_management', false);
    const other = [enable('payments', 'payment_details'), smart, elsewhere];
    expect((await mint(exampleAccount, ...other)).status).toBe(200);
  });

  it('wants user authentication to be the same on all enabled components', async () => {
    const message = `The \`features[${auth}]\` property specified by \`payouts\` and \`account_onboarding\` must be the same.`;
    const unlike = [
      feature('account_onboarding', auth, true),
      feature('account_onboarding', bank, false),
    ];
    for (const part of unlike) {
      const { status, body } = await mint(
        customAccount,
        enable('payouts', 'account_onboarding'),
        part,
      );
      expect(status).toBe(400);
      expect(body.error.message).toBe(message);
    }
    const [first = '', second = ''] = unlike;
    const agreed = [first, second, feature('payouts', auth, true)];
    const both = enable('payouts', 'account_onboarding');
    expect((await mint(customAccount, both, ...agreed)).status).toBe(200);
    const lone = [enable('account_onboarding', 'payments'), second];
    const offBeside = 'components[payouts][enabled]=false';
    expect((await mint(customAccount, ...lone, offBeside)).status).toBe(200);
  });

  it('counts components whose authentication has its own default', async () => {
    const parts = [feature('account_onboarding', auth, true)];
    const settings = enable('payment_method_settings', 'account_onboarding');
    const { body } = await mint(customAccount, settings, ...parts);
    expect(body.error.message).toContain('`payment_method_settings` and `account_onboarding`');
  });

  it('permits components of which none is enabled', async () => {
    const { status, body } = await mint(exampleAccount, 'components[payments][enabled]=false');
    expect(status).toBe(200);
    const enabled = Object.values(body.components as Record<string, { enabled: boolean }>);
    expect(enabled.some((component) => component.enabled)).toBe(false);
  });

  it('counts controller values it does not know as on the side of Stripe', async () => {
    await emulator.control('PATCH', `accounts/${customAccount}`, {
      controller: { losses: { payments: 'someone' }, requirement_collection: 'someone' },
    });
    const { body } = await mint(customAccount, enable('payouts'));
    expect(body.components.payouts.features.standard_payouts).toBe(true);
    const refused = await mint(customAccount, enable('payouts'), feature('payouts', bank, false));
    expect(refused.status).toBe(400);
    await emulator.control('PATCH', `accounts/${customAccount}`, {
      controller: null,
      capabilities: null,
    });
    expect((await mint(customAccount, enable('payouts'))).status).toBe(200);
  });
});
