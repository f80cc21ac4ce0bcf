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
    sentence: 'One stored-money account of the merchant, with its balance and its transfers.',
    group: 'issuing_and_treasury',
    capability: 'treasury',
    tag: 'financial-account',
    features: {
      send_money: undocumented(
        'Send money',
        'The merchant can pay somebody else out of the financial account.',
      ),
      transfer_balance: undocumented(
        'Transfer balance',
        'The merchant can move money between its own accounts.',
      ),
      external_account_collection: externalAccountCollection(
        'Bank account',
        'The merchant can link a bank account to move money to or from.',
      ),
      disable_stripe_user_authentication: authenticationOff(
        'No Stripe sign-in',
        'The merchant uses the financial account without signing in to Stripe first.',
      ),
    },
  },
  financial_account_transactions: {
    title: 'Financial account transactions',
    sentence: 'Everything that moved in or out of a financial account.',
    group: 'issuing_and_treasury',
    capability: 'treasury',
    tag: 'financial-account-transactions',
    features: {
      card_spend_dispute_management: undocumented(
        'Card spend disputes',
        'The merchant can dispute a card purchase from the list.',
      ),
    },
  },
  issuing_card: {
    title: 'Issued card',
    sentence: 'One issued card with its status, its numbers and its limits.',
    group: 'issuing_and_treasury',
    capability: 'card_issuing',
    tag: 'issuing-card',
    features: {
      card_management: undocumented(
        'Manage card',
        'The merchant can activate, freeze or cancel the card.',
      ),
      cardholder_management: undocumented(
        'Manage cardholder',
        'The merchant can edit the person who holds the card.',
      ),
      spend_control_management: undocumented(
        'Spend controls',
        'The merchant can change the card’s spending limits; without it they are read-only.',
      ),
      card_spend_dispute_management: undocumented(
        'Card spend disputes',
        'The merchant can dispute a purchase made with the card.',
      ),
    },
  },
  issuing_cards_list: {
    title: 'Issued cards',
    sentence: 'All issued cards in one table, each leading to its card view.',
    group: 'issuing_and_treasury',
    capability: 'card_issuing',
    tag: 'issuing-cards-list',
    features: {
      card_management: undocumented(
        'Manage cards',
        'The merchant can create cards, and activate, freeze or cancel those in the table.',
      ),
      cardholder_management: undocumented(
        'Manage cardholders',
        'The merchant can add and edit the people who hold cards.',
      ),
      spend_control_management: undocumented(
        'Spend controls',
        'The merchant can change spending limits of the cards in the table.',
      ),
      card_spend_dispute_management: undocumented(
        'Card spend disputes',
        'The merchant can dispute purchases made with the cards in the table.',
      ),
      disable_stripe_user_authentication: authenticationOffAlone(
        'No Stripe sign-in',
        'The merchant manages cards without signing in to Stripe first.',
      ),
    },
  },
} satisfies Partial<Catalog>;
