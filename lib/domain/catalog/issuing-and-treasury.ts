import {
  authenticationOff,
  authenticationOffAlone,
  externalAccountCollection,
  undocumented,
} from './entries';
import type { Catalog } from './types';

/** Components about issued cards and financial accounts. */
export const issuingAndTreasury = {
  financial_account: {
    title: 'Financial account',
    group: 'issuing_and_treasury',
    capability: 'treasury',
    tag: 'financial-account',
    features: {
      send_money: undocumented('Send money'),
      transfer_balance: undocumented('Transfer balance'),
      external_account_collection: externalAccountCollection('Bank account'),
      disable_stripe_user_authentication: authenticationOff('No Stripe sign-in'),
    },
  },
  financial_account_transactions: {
    title: 'Financial account transactions',
    group: 'issuing_and_treasury',
    capability: 'treasury',
    tag: 'financial-account-transactions',
    features: {
      card_spend_dispute_management: undocumented('Card spend disputes'),
    },
  },
  issuing_card: {
    title: 'Issued card',
    group: 'issuing_and_treasury',
    capability: 'card_issuing',
    tag: 'issuing-card',
    features: {
      card_management: undocumented('Manage card'),
      cardholder_management: undocumented('Manage cardholder'),
      spend_control_management: undocumented('Spend controls'),
      card_spend_dispute_management: undocumented('Card spend disputes'),
    },
  },
  issuing_cards_list: {
    title: 'Issued cards',
    group: 'issuing_and_treasury',
    capability: 'card_issuing',
    tag: 'issuing-cards-list',
    features: {
      card_management: undocumented('Manage cards'),
      cardholder_management: undocumented('Manage cardholders'),
      spend_control_management: undocumented('Spend controls'),
      card_spend_dispute_management: undocumented('Card spend disputes'),
      disable_stripe_user_authentication: authenticationOffAlone('No Stripe sign-in'),
    },
  },
} satisfies Partial<Catalog>;
