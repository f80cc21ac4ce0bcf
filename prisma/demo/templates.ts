import type { Edit } from '@/lib/domain/edits';

/** What the demo's platform gives everybody: onboarding, notices, payments and payouts to look at. */
const base: Edit = {
  op: 'template.update',
  key: 'base',
  name: 'Base',
  set: {
    account_onboarding: 'on',
    account_management: 'on',
    notification_banner: 'on',
    balances: 'on',
    payments: 'on',
    payouts: 'on',
    'payments.refund_management': 'off',
    'payments.capture_payments': 'off',
  },
};

const templates: Edit[] = [
  {
    op: 'template.create',
    key: 'retail',
    name: 'Retail',
    extends: 'base',
    set: {
      disputes_list: 'on',
      payment_details: 'on',
      documents: 'on',
      balance_report: 'on',
      payout_reconciliation_report: 'on',
      'payments.refund_management': 'on',
      'payment_details.refund_management': 'on',
      'payouts.instant_payouts': 'off',
    },
  },
  {
    op: 'template.create',
    key: 'marketplace',
    name: 'Marketplace seller',
    extends: 'base',
    set: {
      payments: 'off',
      payouts_list: 'on',
      payout_details: 'on',
      documents: 'on',
      'payouts.edit_payout_schedule': 'off',
      'payouts.standard_payouts': 'off',
    },
  },
  {
    op: 'template.create',
    key: 'custom-onboarded',
    name: 'Onboarded by us',
    extends: 'retail',
    set: {
      'account_onboarding.disable_stripe_user_authentication': 'on',
      'account_management.disable_stripe_user_authentication': 'on',
      'payouts.disable_stripe_user_authentication': 'on',
      'balances.disable_stripe_user_authentication': 'on',
      'notification_banner.disable_stripe_user_authentication': 'on',
    },
  },
  {
    op: 'template.create',
    key: 'finance',
    name: 'Cards and money accounts',
    extends: 'retail',
    set: {
      financial_account: 'on',
      financial_account_transactions: 'on',
      issuing_card: 'on',
      issuing_cards_list: 'on',
      'financial_account.send_money': 'on',
      'financial_account.transfer_balance': 'on',
      'issuing_card.card_management': 'on',
      'issuing_cards_list.card_management': 'on',
      'issuing_cards_list.spend_control_management': 'on',
    },
  },
  {
    op: 'template.create',
    key: 'tax-ready',
    name: 'Tax ready',
    extends: 'retail',
    set: { tax_settings: 'on', tax_registrations: 'on' },
  },
];

const rules: Edit = {
  op: 'rules.replace',
  rules: [
    { when: { capability: ['card_issuing', 'treasury'] }, template: 'finance' },
    { when: { controller: ['custom'] }, template: 'custom-onboarded' },
    { when: { country: ['DE', 'FR', 'NL', 'ES', 'IE'] }, template: 'tax-ready' },
    { when: { controller: ['standard'] }, template: 'marketplace' },
  ],
  default: 'retail',
};

/** The demo's templates and rules, one change after the other. */
export const DEMO_CHANGES: { reason: string; edits: Edit[] }[] = [
  { reason: 'What every merchant gets', edits: [base] },
  { reason: 'Templates for our kinds of merchants', edits: templates },
  { reason: 'Give each merchant its template by what it is', edits: [rules] },
];
