import type { ConnectElementTagName } from '@stripe/connect-js';
import { type Component, type GaComponent, isPreviewComponent } from '@/lib/domain/catalog';

/** What a component is about, where it shows nothing before that is named. */
export interface Subject {
  setter: 'setPayment' | 'setPayout' | 'setFinancialAccount';
  /** "Payment id". */
  label: string;
  /** How such ids begin. */
  example: string;
}

/** How a component is mounted with the released Connect.js. */
export interface Mount {
  tag: ConnectElementTagName;
  subject?: Subject;
  /** What it is told to call when the merchant closes or leaves it. */
  onLeave?: 'setOnClose' | 'setOnExit';
}

const PAYMENT: Subject = { setter: 'setPayment', label: 'Payment id', example: 'pi_… or ch_…' };
const PAYOUT: Subject = { setter: 'setPayout', label: 'Payout id', example: 'po_…' };
const FINANCIAL_ACCOUNT: Subject = {
  setter: 'setFinancialAccount',
  label: 'Financial account id',
  example: 'fa_…',
};

/** How each component of the catalog is mounted; null for those that Connect.js has no tag for. */
const MOUNTS = {
  payments: { tag: 'payments' },
  payment_details: { tag: 'payment-details', subject: PAYMENT, onLeave: 'setOnClose' },
  payment_disputes: { tag: 'payment-disputes', subject: PAYMENT },
  disputes_list: { tag: 'disputes-list' },
  payment_method_settings: null,
  balances: { tag: 'balances' },
  payouts: { tag: 'payouts' },
  payouts_list: { tag: 'payouts-list' },
  payout_details: { tag: 'payout-details', subject: PAYOUT, onLeave: 'setOnClose' },
  instant_payouts_promotion: { tag: 'instant-payouts-promotion' },
  account_onboarding: { tag: 'account-onboarding', onLeave: 'setOnExit' },
  account_management: { tag: 'account-management' },
  notification_banner: { tag: 'notification-banner' },
  documents: { tag: 'documents' },
  tax_settings: { tag: 'tax-settings' },
  tax_registrations: { tag: 'tax-registrations' },
  issuing_card: { tag: 'issuing-card' },
  issuing_cards_list: { tag: 'issuing-cards-list' },
  financial_account: { tag: 'financial-account', subject: FINANCIAL_ACCOUNT },
  financial_account_transactions: {
    tag: 'financial-account-transactions',
    subject: FINANCIAL_ACCOUNT,
  },
  balance_report: { tag: 'balance-report' },
  payout_reconciliation_report: { tag: 'payout-reconciliation-report' },
  reporting_chart: null,
  terminal_hardware_orders: null,
  terminal_hardware_shop: null,
} as const satisfies { [C in GaComponent]: Mount | null };

type Mounted = NonNullable<(typeof MOUNTS)[GaComponent]>['tag'];

// A tag that a newer Connect.js brings and nothing here mounts does not compile.
true satisfies [Exclude<ConnectElementTagName, Mounted>] extends [never] ? true : never;

/** How a component is mounted; null where the released Connect.js cannot, as with all previews. */
export const mountOf = (component: Component): Mount | null =>
  isPreviewComponent(component) ? null : MOUNTS[component];
