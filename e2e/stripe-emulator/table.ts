import type { Account } from './accounts';

/**
 * What Stripe knows of components and features, written down for the emulator alone. The app has
 * a catalog of its own: an error in either then shows as a difference between what was predicted
 * and what was answered.
 */

/** How a feature that was not sent gets its value. */
type Default =
  | { value: boolean }
  | { not: string }
  | { same: string }
  | { whereStripeOwnsLosses: true };

export interface Component {
  /** The capability that must be active on the account. */
  capability?: 'card_issuing' | 'treasury';
  features: Readonly<Record<string, Default>>;
}

const on = { value: true } as const;
const off = { value: false } as const;
const lossesAreStripes = { whereStripeOwnsLosses: true } as const;

const verification = {
  disable_stripe_user_authentication: { not: 'external_account_collection' },
  external_account_collection: on,
} as const;

const payouts = {
  ...verification,
  edit_payout_schedule: lossesAreStripes,
  instant_payouts: lossesAreStripes,
  standard_payouts: lossesAreStripes,
} as const;

const disputes = {
  destination_on_behalf_of_charge_management: off,
  dispute_management: on,
  refund_management: on,
  smart_disputes_management: { same: 'dispute_management' },
} as const;

const charges = { capture_payments: on, ...disputes } as const;

const cards = {
  card_management: off,
  card_spend_dispute_management: off,
  cardholder_management: off,
  spend_control_management: off,
} as const;

/** Every component that the API version knows, in the order in which Stripe answers them. */
export const components: Readonly<Record<string, Component>> = {
  account_management: { features: verification },
  account_onboarding: { features: verification },
  balance_report: { features: {} },
  balances: { features: payouts },
  disputes_list: { features: charges },
  documents: { features: {} },
  financial_account: {
    capability: 'treasury',
    features: { ...verification, send_money: off, transfer_balance: off },
  },
  financial_account_transactions: {
    capability: 'treasury',
    features: { card_spend_dispute_management: off },
  },
  instant_payouts_promotion: { features: { ...verification, instant_payouts: lossesAreStripes } },
  issuing_card: { capability: 'card_issuing', features: cards },
  issuing_cards_list: {
    capability: 'card_issuing',
    features: { ...cards, disable_stripe_user_authentication: off },
  },
  notification_banner: { features: verification },
  payment_details: { features: charges },
  payment_disputes: { features: disputes },
  payment_method_settings: { features: { disable_stripe_user_authentication: off } },
  payments: { features: charges },
  payout_details: { features: {} },
  payout_reconciliation_report: { features: {} },
  payouts: { features: payouts },
  payouts_list: { features: {} },
  reporting_chart: { features: {} },
  tax_registrations: { features: {} },
  tax_settings: { features: {} },
  terminal_hardware_orders: { features: {} },
  terminal_hardware_shop: { features: {} },
};

/** What it knows besides where the beta header is sent, in its order, and which take a list of apps. */
export const previewComponents: Readonly<Record<string, { apps: boolean }>> = {
  app_install: { apps: true },
  app_viewport: { apps: true },
  capital_financing: { apps: false },
  capital_financing_application: { apps: false },
  capital_financing_promotion: { apps: false },
  capital_overview: { apps: false },
  export_tax_transactions: { apps: false },
  product_tax_code_selector: { apps: false },
  recipients: { apps: false },
  tax_threshold_monitoring: { apps: false },
};

/** Whether a capability is active; present or pending is not enough. */
export function hasCapability(account: Account, component: Component): boolean {
  return !component.capability || account.capabilities?.[component.capability] === 'active';
}

/** Whether the platform collects requirements. A value not known here counts as Stripe's side. */
export function platformCollects(account: Account): boolean {
  return account.controller?.requirement_collection === 'application';
}

/** The values of all features of a component, from those sent and else from their defaults. */
export function featureValues(
  component: Component,
  account: Account,
  sent: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  const stripeOwnsLosses = account.controller?.losses?.payments !== 'application';
  const chosen = (feature: string): boolean => {
    const rule = component.features[feature] ?? off;
    if (Object.hasOwn(sent, feature)) return sent[feature] === true;
    if ('value' in rule) return rule.value;
    if ('not' in rule) return !chosen(rule.not);
    if ('same' in rule) return chosen(rule.same);
    return stripeOwnsLosses;
  };
  const available = hasCapability(account, component);
  return Object.fromEntries(
    Object.keys(component.features).map((name) => [name, available && chosen(name)]),
  );
}
