/**
 * The `components` of the example answer on Stripe's own reference page for AccountSessions:
 * `acct_1NkDjjJyhOZfPCWt`, with account_onboarding, balances, payments and payouts enabled.
 */
const account = (enabled: boolean) => ({
  enabled,
  features: { external_account_collection: true, disable_stripe_user_authentication: false },
});

const money = (enabled: boolean) => ({
  enabled,
  features: {
    edit_payout_schedule: false,
    instant_payouts: false,
    standard_payouts: false,
    external_account_collection: true,
    disable_stripe_user_authentication: false,
  },
});

const charges = (enabled: boolean) => ({
  enabled,
  features: {
    capture_payments: true,
    destination_on_behalf_of_charge_management: false,
    dispute_management: true,
    refund_management: true,
  },
});

const plain = { enabled: false, features: {} };

export const REFERENCE_ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';

export const REFERENCE_COMPONENTS: Readonly<
  Record<string, { enabled: boolean; features: Readonly<Record<string, boolean>> }>
> = {
  account_management: account(false),
  account_onboarding: account(true),
  balances: money(true),
  documents: plain,
  financial_account: {
    enabled: false,
    features: {
      disable_stripe_user_authentication: false,
      external_account_collection: false,
      money_movement: false,
      send_money: false,
      transfer_balance: false,
    },
  },
  financial_account_transactions: {
    enabled: false,
    features: { card_spend_dispute_management: false },
  },
  issuing_card: {
    enabled: false,
    features: {
      card_management: false,
      card_spend_dispute_management: false,
      cardholder_management: false,
      spend_control_management: false,
    },
  },
  issuing_cards_list: {
    enabled: false,
    features: {
      card_management: false,
      card_spend_dispute_management: false,
      cardholder_management: false,
      disable_stripe_user_authentication: false,
      spend_control_management: false,
    },
  },
  notification_banner: account(false),
  payment_details: charges(false),
  payments: charges(true),
  payouts: money(true),
  payouts_list: plain,
  tax_registrations: plain,
  tax_settings: plain,
};
