import type { Component, GaFeature } from './catalog';
import { PREVIEW_COMPONENTS } from './catalog';
import { CELLS, type Cell } from './cells';

/**
 * Whether a feature lets a merchant move money, or change where it goes or who can spend it.
 * Source: what Stripe says of each; a dispute counts because accepting one gives the money up.
 */
const FEATURES: Readonly<Record<GaFeature, boolean>> = {
  refund_management: true,
  dispute_management: true,
  capture_payments: true,
  // It brings the platform's own charges within reach of refunds and disputes.
  destination_on_behalf_of_charge_management: true,
  // It only ever contests a dispute, and never gives anything up.
  smart_disputes_management: false,
  disable_stripe_user_authentication: false,
  external_account_collection: true,
  edit_payout_schedule: true,
  standard_payouts: true,
  instant_payouts: true,
  send_money: true,
  transfer_balance: true,
  card_management: true,
  cardholder_management: true,
  spend_control_management: true,
  card_spend_dispute_management: true,
};

/** The same of a component's own switch: most show things, and act through their features alone. */
const COMPONENTS: Readonly<Record<Component, boolean>> = {
  payments: false,
  payment_details: false,
  payment_disputes: false,
  disputes_list: false,
  payment_method_settings: false,
  balances: false,
  payouts: false,
  payouts_list: false,
  payout_details: false,
  instant_payouts_promotion: false,
  account_onboarding: false,
  account_management: false,
  notification_banner: false,
  documents: false,
  financial_account: false,
  financial_account_transactions: false,
  issuing_card: false,
  issuing_cards_list: false,
  balance_report: false,
  payout_reconciliation_report: false,
  reporting_chart: false,
  tax_settings: false,
  tax_registrations: false,
  terminal_hardware_orders: false,
  // A shop is there to spend money in, and has no feature of its own.
  terminal_hardware_shop: true,
  // Money is taken and paid back in them.
  capital_financing: true,
  capital_financing_application: true,
  capital_financing_promotion: true,
  capital_overview: false,
  // Whom money can go to.
  recipients: true,
  export_tax_transactions: false,
  product_tax_code_selector: false,
  tax_threshold_monitoring: false,
  app_install: false,
  app_viewport: false,
};

/** The cells that let a merchant move money, or change where it goes or who can spend it. */
export const MONEY_MOVING: ReadonlySet<Cell> = new Set([
  ...CELLS.filter(({ component, feature }) =>
    feature === null ? COMPONENTS[component] : FEATURES[feature as GaFeature],
  ).map(({ cell }) => cell),
  ...PREVIEW_COMPONENTS.filter((component) => COMPONENTS[component]),
]);
