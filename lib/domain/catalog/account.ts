import { authenticationOff, externalAccountCollection } from './entries';
import type { Catalog } from './types';

/** Components about the merchant's own data and what Stripe asks of it. */
export const account = {
  account_onboarding: {
    title: 'Account onboarding',
    group: 'account',
    capability: null,
    tag: 'account-onboarding',
    features: {
      external_account_collection: externalAccountCollection('Bank account'),
      disable_stripe_user_authentication: authenticationOff('No Stripe sign-in'),
    },
  },
  account_management: {
    title: 'Account management',
    group: 'account',
    capability: null,
    tag: 'account-management',
    features: {
      external_account_collection: externalAccountCollection('Bank account'),
      disable_stripe_user_authentication: authenticationOff('No Stripe sign-in'),
    },
  },
  notification_banner: {
    title: 'Notification banner',
    group: 'account',
    capability: null,
    tag: 'notification-banner',
    features: {
      external_account_collection: externalAccountCollection('Bank account'),
      disable_stripe_user_authentication: authenticationOff('No Stripe sign-in'),
    },
  },
  documents: {
    title: 'Documents',
    group: 'account',
    capability: null,
    tag: 'documents',
    features: {},
  },
} satisfies Partial<Catalog>;
