import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { components } from './table';

type Components = Stripe.AccountSession.Components;

/** Fails to compile when the SDK knows a component or a feature that is not listed, or the reverse. */
type Listed = { [C in keyof Components]: Record<keyof Components[C]['features'], 1> };

const owner = { disable_stripe_user_authentication: 1, external_account_collection: 1 } as const;
const payout = {
  ...owner,
  edit_payout_schedule: 1,
  instant_payouts: 1,
  standard_payouts: 1,
} as const;
const dispute = {
  destination_on_behalf_of_charge_management: 1,
  dispute_management: 1,
  refund_management: 1,
  smart_disputes_management: 1,
} as const;
const charge = { ...dispute, capture_payments: 1 } as const;
const card = {
  card_management: 1,
  card_spend_dispute_management: 1,
  cardholder_management: 1,
  spend_control_management: 1,
} as const;

const listed: Listed = {
  account_management: owner,
  account_onboarding: owner,
  balance_report: {},
  balances: payout,
  disputes_list: charge,
  documents: {},
  financial_account: { ...owner, send_money: 1, transfer_balance: 1 },
  financial_account_transactions: { card_spend_dispute_management: 1 },
  instant_payouts_promotion: { ...owner, instant_payouts: 1 },
  issuing_card: card,
  issuing_cards_list: { ...card, disable_stripe_user_authentication: 1 },
  notification_banner: owner,
  payment_details: charge,
  payment_disputes: dispute,
  payment_method_settings: { disable_stripe_user_authentication: 1 },
  payments: charge,
  payout_details: {},
  payout_reconciliation_report: {},
  payouts: payout,
  payouts_list: {},
  reporting_chart: {},
  tax_registrations: {},
  tax_settings: {},
  terminal_hardware_orders: {},
  terminal_hardware_shop: {},
};

describe('the table', () => {
  it('has the components and features of the SDK', () => {
    const names = (features: object) => Object.keys(features).sort();
    const mine = Object.entries(components).map(([name, { features }]) => [name, names(features)]);
    const sdk = Object.entries(listed).map(([name, features]) => [name, names(features)]);
    expect(Object.fromEntries(mine)).toEqual(Object.fromEntries(sdk));
    expect(mine).toHaveLength(25);
    expect(mine.flatMap(([, features]) => features)).toHaveLength(53);
  });
});
