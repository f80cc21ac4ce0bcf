import { authenticationOff, externalAccountCollection, onWhereStripeBearsLosses } from './entries';
import type { Catalog } from './types';

/** Components about balances and the money's way to the merchant's bank. */
export const payouts = {
  balances: {
    title: 'Balances',
    group: 'payouts',
    capability: null,
    tag: 'balances',
    features: {
      edit_payout_schedule: onWhereStripeBearsLosses('Edit payout schedule'),
      standard_payouts: onWhereStripeBearsLosses('Standard payouts'),
      instant_payouts: onWhereStripeBearsLosses('Instant payouts'),
      external_account_collection: externalAccountCollection('Bank account'),
      disable_stripe_user_authentication: authenticationOff('No Stripe sign-in'),
    },
  },
  payouts: {
    title: 'Payouts',
    group: 'payouts',
    capability: null,
    tag: 'payouts',
    features: {
      edit_payout_schedule: onWhereStripeBearsLosses('Edit payout schedule'),
      standard_payouts: onWhereStripeBearsLosses('Standard payouts'),
      instant_payouts: onWhereStripeBearsLosses('Instant payouts'),
      external_account_collection: externalAccountCollection('Bank account'),
      disable_stripe_user_authentication: authenticationOff('No Stripe sign-in'),
    },
  },
  payouts_list: {
    title: 'Payouts list',
    group: 'payouts',
    capability: null,
    tag: 'payouts-list',
    features: {},
  },
  payout_details: {
    title: 'Payout details',
    group: 'payouts',
    capability: null,
    tag: 'payout-details',
    features: {},
  },
  instant_payouts_promotion: {
    title: 'Instant payout offer',
    group: 'payouts',
    capability: null,
    tag: 'instant-payouts-promotion',
    features: {
      instant_payouts: onWhereStripeBearsLosses('Instant payouts'),
      external_account_collection: externalAccountCollection('Bank account'),
      disable_stripe_user_authentication: authenticationOff('No Stripe sign-in'),
    },
  },
} satisfies Partial<Catalog>;
