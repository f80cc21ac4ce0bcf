import type { GaComponent, GaFeature, PreviewComponent } from './catalog';

/**
 * What people call a component in plain words, beside its title and its key. A phrase counts once
 * all of its words are in the question, in any order.
 */
export const COMPONENT_SYNONYMS: Readonly<Record<GaComponent, readonly string[]>> = {
  payments: ['transactions', 'charges', 'sales', 'list of payments'],
  payment_details: ['one payment', 'single payment', 'payment overlay', 'charge details'],
  payment_disputes: ['disputes of one payment', 'dispute of a payment'],
  disputes_list: ['list of disputes', 'all disputes', 'chargebacks'],
  payment_method_settings: ['payment methods', 'apple pay', 'google pay', 'wallets', 'klarna'],
  balances: ['available balance', 'funds', 'next payout'],
  payouts: ['pay out', 'cash out', 'withdraw', 'withdrawals', 'settlement'],
  payouts_list: ['list of payouts', 'payout history'],
  payout_details: ['one payout', 'single payout', 'payout overlay'],
  instant_payouts_promotion: ['instant payout promotion', 'instant payout banner'],
  account_onboarding: ['sign up', 'onboard', 'kyc', 'register', 'verification', 'verify'],
  account_management: ['profile', 'business details', 'account details', 'account settings'],
  notification_banner: ['alerts', 'notices', 'requirements', 'tasks', 'warning'],
  documents: ['invoices', 'paperwork', 'download', '1099', 'statements'],
  financial_account: ['treasury', 'stored money', 'money account'],
  financial_account_transactions: ['treasury transactions', 'account movements'],
  issuing_card: ['one card', 'single card', 'card details', 'card number'],
  issuing_cards_list: ['list of cards', 'all cards', 'issuing cards'],
  balance_report: ['balance statement', 'balance export'],
  payout_reconciliation_report: ['reconcile payouts', 'payout report', 'bookkeeping'],
  reporting_chart: ['reporting chart', 'graph', 'gross volume', 'net volume'],
  tax_settings: ['tax code', 'head office', 'tax setup'],
  tax_registrations: ['vat', 'gst', 'sales tax', 'tax number'],
  terminal_hardware_orders: ['hardware orders', 'reader orders', 'card reader delivery'],
  terminal_hardware_shop: ['hardware shop', 'buy a reader', 'card reader', 'order a terminal'],
};

/** The same of a preview component. */
export const PREVIEW_SYNONYMS: Readonly<Record<PreviewComponent, readonly string[]>> = {
  capital_financing: ['loan', 'cash advance', 'repayment'],
  capital_financing_application: ['apply for a loan', 'loan application'],
  capital_financing_promotion: ['loan offer', 'financing offer'],
  capital_overview: ['all loans'],
  recipients: ['payees', 'beneficiaries'],
  export_tax_transactions: ['tax export'],
  product_tax_code_selector: ['tax code of a product'],
  tax_threshold_monitoring: ['tax threshold', 'nexus'],
  app_install: ['install an app', 'marketplace'],
  app_viewport: ['open an app', 'embedded app'],
};

/** The same of a feature, whatever component it is of. */
export const FEATURE_SYNONYMS: Readonly<Record<GaFeature, readonly string[]>> = {
  refund_management: ['refund', 'money back', 'give back', 'reimburse', 'return a payment'],
  dispute_management: ['dispute', 'chargeback', 'evidence', 'contest', 'inquiry', 'counter'],
  capture_payments: ['capture', 'uncaptured', 'authorized', 'authorization', 'on hold', 'void'],
  destination_on_behalf_of_charge_management: ['on behalf', 'obo', 'destination charge'],
  smart_disputes_management: ['smart dispute', 'automatic evidence', 'automatic dispute'],
  edit_payout_schedule: ['schedule', 'payout frequency', 'payout interval', 'payout timing'],
  standard_payouts: ['standard payout', 'manual payout', 'pay out', 'cash out', 'withdraw'],
  instant_payouts: ['instant payout', 'instant', 'immediate', 'fast payout', 'quick payout'],
  external_account_collection: ['bank', 'iban', 'external account', 'account number', 'debit card'],
  disable_stripe_user_authentication: [
    'login',
    'log in',
    'sign in',
    'popup',
    'authentication',
    'authenticate',
    'password',
  ],
  send_money: ['send money', 'outbound payment', 'pay somebody', 'wire'],
  transfer_balance: ['transfer', 'move money', 'move balance'],
  card_management: ['freeze', 'activate card', 'cancel card', 'create card', 'block card'],
  cardholder_management: ['cardholder', 'card holder', 'holder'],
  spend_control_management: ['spending limit', 'spend limit', 'card limit', 'spending control'],
  card_spend_dispute_management: ['dispute purchase', 'card dispute', 'dispute card spend'],
};

/** Words that a question is made of and that name nothing. */
export const FILLERS: ReadonlySet<string> = new Set(
  `a able about access all allowed am an and any are at account accounts allow be been but by can
  cannot cant component could couldnt customer customers did didnt disabled do does doesnt dont
  enabled explain feature feel find for from get gets has hasnt have havent he her his how i if in
  is isnt it its let make may me merchant merchants missing my no not of off on one or our out own
  please possible say says see seeing sees shall she should show shows so some still stripe tell
  than that the their them then there they this to turned unable up us use used user uses was wasnt
  we what whats when where whether which who why will with without wont work working works would
  yet you your`.split(/\s+/),
);
