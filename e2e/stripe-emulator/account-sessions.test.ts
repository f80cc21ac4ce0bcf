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

const emulator = testEmulator({ now: () => 1_800_000_000_500 });
const path = '/v1/account_sessions';
const auth = 'disable_stripe_user_authentication';
const bank = 'external_account_collection';
const mint = (account: string, ...parts: string[]) =>
  emulator.post(path, [`account=${account}`, ...parts].join('&'));

describe('the answer', () => {
  it('gives the values of the documented example', async () => {
    const session = await emulator.stripe().accountSessions.create({
      account: exampleAccount,
      components: {
        account_onboarding: { enabled: true },
        balances: { enabled: true },
        payments: { enabled: true },
        payouts: { enabled: true },
      },
    });
    const collecting = { [bank]: true, [auth]: false };
    const paying = {
      edit_payout_schedule: false,
      instant_payouts: false,
      standard_payouts: false,
      ...collecting,
    };
    const charging = {
      capture_payments: true,
      destination_on_behalf_of_charge_management: false,
      dispute_management: true,
      refund_management: true,
    };
    const cards = {
      card_management: false,
      card_spend_dispute_management: false,
      cardholder_management: false,
      spend_control_management: false,
    };
    const off = { enabled: false, features: {} };
    expect(session.components).toMatchObject({
      account_management: { enabled: false, features: collecting },
      account_onboarding: { enabled: true, features: collecting },
      balances: { enabled: true, features: paying },
      documents: off,
      financial_account: {
        enabled: false,
        features: { [auth]: false, [bank]: false, send_money: false, transfer_balance: false },
      },
      financial_account_transactions: {
        enabled: false,
        features: { card_spend_dispute_management: false },
      },
      issuing_card: { enabled: false, features: cards },
      issuing_cards_list: { enabled: false, features: { ...cards, [auth]: false } },
      notification_banner: { enabled: false, features: collecting },
      payment_details: { enabled: false, features: charging },
      payments: { enabled: true, features: charging },
      payouts: { enabled: true, features: paying },
      payouts_list: off,
      tax_registrations: off,
      tax_settings: off,
    });
    expect(session).toMatchObject({
      object: 'account_session',
      account: exampleAccount,
      expires_at: 1_800_001_800,
      livemode: false,
    });
    expect(Object.keys(session.components)).toHaveLength(25);
    expect(session.client_secret).toMatch(/^accs_secret__[0-9A-Za-z]{48}$/);
  });

  it('gives a new secret to each session', async () => {
    const secrets = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      const { body } = await mint(exampleAccount, enable('payments'));
      secrets.add(body.client_secret);
    }
    expect(secrets.size).toBe(20);
  });

  it('switches the payout features on where Stripe owns losses', async () => {
    const { body } = await mint(standardAccount, enable('payouts'));
    const on = { edit_payout_schedule: true, instant_payouts: true, standard_payouts: true };
    expect(body.components.payouts.features).toMatchObject(on);
    expect(body.components.balances.features).toMatchObject(on);
    expect(body.components.instant_payouts_promotion.features.instant_payouts).toBe(true);
  });

  it('works out one feature from another', async () => {
    const { body } = await mint(
      customAccount,
      enable('account_onboarding', 'payments', 'payment_method_settings'),
      feature('account_onboarding', auth, false),
      feature('account_onboarding', bank, false),
      feature('payments', 'dispute_management', false),
    );
    expect(body.components.account_onboarding.features).toEqual({ [auth]: false, [bank]: false });
    expect(body.components.payments.features.smart_disputes_management).toBe(false);
    expect(body.components.payment_details.features.smart_disputes_management).toBe(true);
    const alone = await mint(
      customAccount,
      enable('account_onboarding'),
      feature('account_onboarding', bank, false),
    );
    expect(alone.body.components.account_onboarding.features[auth]).toBe(true);
    expect(alone.body.components.payouts.features[auth]).toBe(false);
  });

  it('leaves a component that is sent as disabled at its defaults', async () => {
    const { status, body } = await mint(
      exampleAccount,
      'components[payments][enabled]=false',
      feature('payments', 'refund_management', false),
    );
    expect(status).toBe(200);
    expect(body.components.payments).toMatchObject({
      enabled: false,
      features: { refund_management: true },
    });
  });

  it('gives what was asked for where the capability is active', async () => {
    const { body } = await mint(
      customWithMoney,
      enable('financial_account', 'issuing_card'),
      feature('financial_account', 'send_money', true),
      feature('issuing_card', 'card_management', true),
    );
    expect(body.components.financial_account).toEqual({
      enabled: true,
      features: { [auth]: false, [bank]: true, send_money: true, transfer_balance: false },
    });
    expect(body.components.issuing_card.features.card_management).toBe(true);
  });
});
