import { authenticationOff, externalAccountCollection, onWhereStripeBearsLosses } from './entries';
import type { Catalog } from './types';

/** Components about balances and the money's way to the merchant's bank. */
export const payouts = {
  balances: {
    title: 'Balances',
    sentence: 'What the merchant has, what is on its way, and when the next payout leaves.',
    group: 'payouts',
    capability: null,
    tag: 'balances',
    features: {
      edit_payout_schedule: onWhereStripeBearsLosses(
        'Edit payout schedule',
        'The merchant can change how often the balance is paid out.',
      ),
      standard_payouts: onWhereStripeBearsLosses(
        'Standard payouts',
        'The merchant can pay the balance out by hand, where the schedule is manual.',
      ),
      instant_payouts: onWhereStripeBearsLosses(
        'Instant payouts',
        'The merchant can have an eligible balance paid out within minutes.',
      ),
      external_account_collection: externalAccountCollection(
        'Bank account',
        'The merchant can enter or change the bank account that payouts go to.',
      ),
      disable_stripe_user_authentication: authenticationOff(
        'No Stripe sign-in',
        'The merchant uses balances without signing in to Stripe first.',
      ),
    },
  },
  payouts: {
    title: 'Payouts',
    sentence: 'Balances together with the list of payouts and the details of each.',
    group: 'payouts',
    capability: null,
    tag: 'payouts',
    features: {
      edit_payout_schedule: onWhereStripeBearsLosses(
        'Edit payout schedule',
        'The merchant can change the payout schedule above the list.',
      ),
      standard_payouts: onWhereStripeBearsLosses(
        'Standard payouts',
        'The merchant can start a payout by hand, where the schedule is manual.',
      ),
      instant_payouts: onWhereStripeBearsLosses(
        'Instant payouts',
        'The merchant can start an instant payout of an eligible balance.',
      ),
      external_account_collection: externalAccountCollection(
        'Bank account',
        'The merchant can enter or change the payout bank account beside the list.',
      ),
      disable_stripe_user_authentication: authenticationOff(
        'No Stripe sign-in',
        'The merchant uses payouts without signing in to Stripe first.',
      ),
    },
  },
  payouts_list: {
    title: 'Payouts list',
    sentence: 'The list of payouts on its own, with filters and without any action.',
    group: 'payouts',
    capability: null,
    tag: 'payouts-list',
    features: {},
  },
  payout_details: {
    title: 'Payout details',
    sentence: 'One payout in an overlay, opened from the platform’s own list.',
    group: 'payouts',
    capability: null,
    tag: 'payout-details',
    features: {},
  },
  instant_payouts_promotion: {
    title: 'Instant payout offer',
    sentence: 'A card that offers an instant payout while there is an eligible balance.',
    group: 'payouts',
    capability: null,
    tag: 'instant-payouts-promotion',
    features: {
      instant_payouts: onWhereStripeBearsLosses(
        'Instant payouts',
        'The offer leads to an instant payout; without it there is nothing to offer.',
      ),
      external_account_collection: externalAccountCollection(
        'Bank account',
        'The merchant can add or change the bank account or card that the payout goes to.',
      ),
      disable_stripe_user_authentication: authenticationOff(
        'No Stripe sign-in',
        'The merchant takes the offer without signing in to Stripe first.',
      ),
    },
  },
} satisfies Partial<Catalog>;
