import { authenticationOff, externalAccountCollection } from './entries';
import type { Catalog } from './types';

/** Components about the merchant's own data and what Stripe asks of it. */
export const account = {
  account_onboarding: {
    title: 'Account onboarding',
    sentence: 'The form that takes a new merchant through everything Stripe must know.',
    group: 'account',
    capability: null,
    tag: 'account-onboarding',
    features: {
      external_account_collection: externalAccountCollection(
        'Bank account',
        'Onboarding asks for the bank account that payouts go to.',
      ),
      disable_stripe_user_authentication: authenticationOff(
        'No Stripe sign-in',
        'The merchant onboards without signing in to Stripe first.',
      ),
    },
  },
  account_management: {
    title: 'Account management',
    sentence: 'The merchant reviews and edits its business, persons and public details.',
    group: 'account',
    capability: null,
    tag: 'account-management',
    features: {
      external_account_collection: externalAccountCollection(
        'Bank account',
        'The account’s details include its payout bank accounts, open to change.',
      ),
      disable_stripe_user_authentication: authenticationOff(
        'No Stripe sign-in',
        'The merchant edits account details without signing in to Stripe first.',
      ),
    },
  },
  notification_banner: {
    title: 'Notification banner',
    sentence: 'A banner that lists what Stripe still needs; empty when it needs nothing.',
    group: 'account',
    capability: null,
    tag: 'notification-banner',
    features: {
      external_account_collection: externalAccountCollection(
        'Bank account',
        'Tasks in the banner may ask for a payout bank account.',
      ),
      disable_stripe_user_authentication: authenticationOff(
        'No Stripe sign-in',
        'The merchant deals with the banner’s tasks without signing in to Stripe first.',
      ),
    },
  },
  documents: {
    title: 'Documents',
    sentence: 'Tax invoices and other documents to download.',
    group: 'account',
    capability: null,
    tag: 'documents',
    features: {},
  },
} satisfies Partial<Catalog>;
