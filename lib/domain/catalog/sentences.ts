import { appOf } from './preview';
import type { Component, Feature, FeatureOf, GaComponent } from './types';

// Apart from the rest of the catalog: pages that resolve policy in the browser do without them.

/** What each component is to a merchant. */
const COMPONENT_SENTENCES: Readonly<Record<Component, string>> = {
  payments: 'The list of payments, with filters, export and a detail view for each.',
  payment_details: 'One payment in an overlay, opened from the platform’s own list.',
  payment_disputes: 'The disputes of one payment, set into the platform’s own page about it.',
  disputes_list: 'All disputes in one list, with filters, export and the payment behind each.',
  payment_method_settings:
    'The merchant chooses which payment methods buyers are offered at checkout.',
  balances: 'What the merchant has, what is on its way, and when the next payout leaves.',
  payouts: 'Balances together with the list of payouts and the details of each.',
  payouts_list: 'The list of payouts on its own, with filters and without any action.',
  payout_details: 'One payout in an overlay, opened from the platform’s own list.',
  instant_payouts_promotion:
    'A card that offers an instant payout while there is an eligible balance.',
  account_onboarding: 'The form that takes a new merchant through everything Stripe must know.',
  account_management: 'The merchant reviews and edits its business, persons and public details.',
  notification_banner: 'A banner that lists what Stripe still needs; empty when it needs nothing.',
  documents: 'Tax invoices and other documents to download.',
  financial_account:
    'One stored-money account of the merchant, with its balance and its transfers.',
  financial_account_transactions: 'Everything that moved in or out of a financial account.',
  issuing_card: 'One issued card with its status, its numbers and its limits.',
  issuing_cards_list: 'All issued cards in one table, each leading to its card view.',
  balance_report: 'How the balance went from its start to its end over a period, by category.',
  payout_reconciliation_report: 'Which transactions make up each automatic payout.',
  reporting_chart: 'One chart of gross or net volume over time.',
  tax_settings: 'The head office and preset product tax code that tax is worked out from.',
  tax_registrations: 'Where the merchant is registered to collect tax, open to adding and ending.',
  terminal_hardware_orders: 'Orders of card readers, with their state, tracking and cancelling.',
  terminal_hardware_shop: 'A shop in which the merchant orders card readers.',
  capital_financing:
    'Financing that the merchant has from Stripe Capital: what is paid and what is due.',
  capital_financing_application:
    'The merchant applies for financing from Stripe Capital and follows how that stands.',
  capital_financing_promotion:
    'An offer of financing from Stripe Capital, for merchants that are eligible.',
  capital_overview: 'Offers of and financing from Stripe Capital at a glance.',
  recipients: 'Whom the merchant can pay, open to adding and changing.',
  export_tax_transactions: 'The transactions that tax was worked out for, to download.',
  product_tax_code_selector: 'The merchant chooses the tax code of a product.',
  tax_threshold_monitoring:
    'Where the merchant nears a threshold beyond which it has to register for tax.',
  app_install: 'The merchant installs apps of Stripe’s marketplace that the platform allows.',
  app_viewport: 'An installed app of Stripe’s marketplace, shown within the platform’s dashboard.',
};

type FeatureSentences = {
  [C in GaComponent as [FeatureOf<C>] extends [never] ? never : C]: {
    [F in FeatureOf<C>]-?: string;
  };
};

/** What each feature brings to its component. */
const FEATURE_SENTENCES: FeatureSentences = {
  payments: {
    refund_management: 'The merchant can refund a payment, in full or in part, from its details.',
    dispute_management:
      'The merchant can send evidence for a dispute, or accept it, from the payment.',
    capture_payments:
      'The merchant can capture or cancel a payment that is only authorized so far.',
    destination_on_behalf_of_charge_management:
      'Destination charges made on the merchant’s behalf appear with full data, not just as transfers.',
    smart_disputes_management:
      'The merchant may let Stripe put together the evidence for an eligible card dispute.',
  },
  payment_details: {
    refund_management: 'The overlay offers a refund of the payment it shows.',
    dispute_management: 'The overlay lets the merchant answer or accept a dispute of this payment.',
    capture_payments: 'The overlay offers capture and cancel while the payment is uncaptured.',
    destination_on_behalf_of_charge_management:
      'The overlay shows a destination charge made on the merchant’s behalf in full.',
    smart_disputes_management:
      'The overlay offers evidence prepared by Stripe for an eligible dispute.',
  },
  payment_disputes: {
    refund_management: 'The merchant can settle an inquiry by refunding the disputed payment.',
    dispute_management:
      'The merchant can send evidence, counter or accept; without it the facts are read-only.',
    destination_on_behalf_of_charge_management:
      'Disputes of destination charges made on the merchant’s behalf appear; without it they stay blank.',
    smart_disputes_management:
      'Evidence prepared by Stripe is offered for an eligible dispute of this payment.',
  },
  disputes_list: {
    refund_management: 'The payment behind a dispute can be refunded from the list.',
    dispute_management: 'The merchant can answer or accept the disputes that are listed.',
    capture_payments:
      'The payment behind a dispute can be captured or cancelled while it is uncaptured.',
    destination_on_behalf_of_charge_management:
      'The list includes disputes of destination charges made on the merchant’s behalf.',
    smart_disputes_management:
      'Listed disputes that are eligible can be answered with evidence prepared by Stripe.',
  },
  payment_method_settings: {
    disable_stripe_user_authentication:
      'The merchant changes payment methods without signing in to Stripe first.',
  },
  balances: {
    edit_payout_schedule: 'The merchant can change how often the balance is paid out.',
    standard_payouts: 'The merchant can pay the balance out by hand, where the schedule is manual.',
    instant_payouts: 'The merchant can have an eligible balance paid out within minutes.',
    external_account_collection:
      'The merchant can enter or change the bank account that payouts go to.',
    disable_stripe_user_authentication:
      'The merchant uses balances without signing in to Stripe first.',
  },
  payouts: {
    edit_payout_schedule: 'The merchant can change the payout schedule above the list.',
    standard_payouts: 'The merchant can start a payout by hand, where the schedule is manual.',
    instant_payouts: 'The merchant can start an instant payout of an eligible balance.',
    external_account_collection:
      'The merchant can enter or change the payout bank account beside the list.',
    disable_stripe_user_authentication:
      'The merchant uses payouts without signing in to Stripe first.',
  },
  instant_payouts_promotion: {
    instant_payouts: 'The offer leads to an instant payout; without it there is nothing to offer.',
    external_account_collection:
      'The merchant can add or change the bank account or card that the payout goes to.',
    disable_stripe_user_authentication:
      'The merchant takes the offer without signing in to Stripe first.',
  },
  account_onboarding: {
    external_account_collection: 'Onboarding asks for the bank account that payouts go to.',
    disable_stripe_user_authentication: 'The merchant onboards without signing in to Stripe first.',
  },
  account_management: {
    external_account_collection:
      'The account’s details include its payout bank accounts, open to change.',
    disable_stripe_user_authentication:
      'The merchant edits account details without signing in to Stripe first.',
  },
  notification_banner: {
    external_account_collection: 'Tasks in the banner may ask for a payout bank account.',
    disable_stripe_user_authentication:
      'The merchant deals with the banner’s tasks without signing in to Stripe first.',
  },
  financial_account: {
    send_money: 'The merchant can pay somebody else out of the financial account.',
    transfer_balance: 'The merchant can move money between its own accounts.',
    external_account_collection: 'The merchant can link a bank account to move money to or from.',
    disable_stripe_user_authentication:
      'The merchant uses the financial account without signing in to Stripe first.',
  },
  financial_account_transactions: {
    card_spend_dispute_management: 'The merchant can dispute a card purchase from the list.',
  },
  issuing_card: {
    card_management: 'The merchant can activate, freeze or cancel the card.',
    cardholder_management: 'The merchant can edit the person who holds the card.',
    spend_control_management:
      'The merchant can change the card’s spending limits; without it they are read-only.',
    card_spend_dispute_management: 'The merchant can dispute a purchase made with the card.',
  },
  issuing_cards_list: {
    card_management:
      'The merchant can create cards, and activate, freeze or cancel those in the table.',
    cardholder_management: 'The merchant can add and edit the people who hold cards.',
    spend_control_management: 'The merchant can change spending limits of the cards in the table.',
    card_spend_dispute_management:
      'The merchant can dispute purchases made with the cards in the table.',
    disable_stripe_user_authentication:
      'The merchant manages cards without signing in to Stripe first.',
  },
};

/**
 * What a component, or one feature of it, is to a merchant, in a sentence.
 * Source: Stripe's pages on supported embedded components.
 */
export function sentenceOf(component: Component, feature: Feature | null = null): string {
  if (feature === null) return COMPONENT_SENTENCES[component];
  const app = appOf(feature);
  if (app !== null) {
    return `The merchant ${component === 'app_install' ? 'may install' : 'may open'} the app ${app}.`;
  }
  const features: Readonly<Record<string, Readonly<Record<string, string>>>> = FEATURE_SENTENCES;
  return features[component]?.[feature] ?? '';
}
