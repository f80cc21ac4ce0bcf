import { authenticationOffAlone, offByDefault, onByDefault, smartDisputes } from './entries';
import type { Catalog } from './types';

/** Components about taking payments and answering disputes. */
export const payments = {
  payments: {
    title: 'Payments',
    sentence: 'The list of payments, with filters, export and a detail view for each.',
    group: 'payments',
    capability: null,
    tag: 'payments',
    features: {
      refund_management: onByDefault(
        'Refunds',
        'The merchant can refund a payment, in full or in part, from its details.',
      ),
      dispute_management: onByDefault(
        'Disputes',
        'The merchant can send evidence for a dispute, or accept it, from the payment.',
      ),
      capture_payments: onByDefault(
        'Capture',
        'The merchant can capture or cancel a payment that is only authorized so far.',
      ),
      destination_on_behalf_of_charge_management: offByDefault(
        'On-behalf-of charges',
        'Destination charges made on the merchant’s behalf appear with full data, not just as transfers.',
      ),
      smart_disputes_management: smartDisputes(
        'Smart Disputes',
        'The merchant may let Stripe put together the evidence for an eligible card dispute.',
      ),
    },
  },
  payment_details: {
    title: 'Payment details',
    sentence: 'One payment in an overlay, opened from the platform’s own list.',
    group: 'payments',
    capability: null,
    tag: 'payment-details',
    features: {
      refund_management: onByDefault(
        'Refunds',
        'The overlay offers a refund of the payment it shows.',
      ),
      dispute_management: onByDefault(
        'Disputes',
        'The overlay lets the merchant answer or accept a dispute of this payment.',
      ),
      capture_payments: onByDefault(
        'Capture',
        'The overlay offers capture and cancel while the payment is uncaptured.',
      ),
      destination_on_behalf_of_charge_management: offByDefault(
        'On-behalf-of charges',
        'The overlay shows a destination charge made on the merchant’s behalf in full.',
      ),
      smart_disputes_management: smartDisputes(
        'Smart Disputes',
        'The overlay offers evidence prepared by Stripe for an eligible dispute.',
      ),
    },
  },
  payment_disputes: {
    title: 'Disputes of a payment',
    sentence: 'The disputes of one payment, set into the platform’s own page about it.',
    group: 'payments',
    capability: null,
    tag: 'payment-disputes',
    features: {
      refund_management: onByDefault(
        'Refunds',
        'The merchant can settle an inquiry by refunding the disputed payment.',
      ),
      dispute_management: onByDefault(
        'Disputes',
        'The merchant can send evidence, counter or accept; without it the facts are read-only.',
      ),
      destination_on_behalf_of_charge_management: offByDefault(
        'On-behalf-of charges',
        'Disputes of destination charges made on the merchant’s behalf appear; without it they stay blank.',
      ),
      smart_disputes_management: smartDisputes(
        'Smart Disputes',
        'Evidence prepared by Stripe is offered for an eligible dispute of this payment.',
      ),
    },
  },
  disputes_list: {
    title: 'Disputes',
    sentence: 'All disputes in one list, with filters, export and the payment behind each.',
    group: 'payments',
    capability: null,
    tag: 'disputes-list',
    features: {
      refund_management: onByDefault(
        'Refunds',
        'The payment behind a dispute can be refunded from the list.',
      ),
      dispute_management: onByDefault(
        'Disputes',
        'The merchant can answer or accept the disputes that are listed.',
      ),
      capture_payments: onByDefault(
        'Capture',
        'The payment behind a dispute can be captured or cancelled while it is uncaptured.',
      ),
      destination_on_behalf_of_charge_management: offByDefault(
        'On-behalf-of charges',
        'The list includes disputes of destination charges made on the merchant’s behalf.',
      ),
      smart_disputes_management: smartDisputes(
        'Smart Disputes',
        'Listed disputes that are eligible can be answered with evidence prepared by Stripe.',
      ),
    },
  },
  payment_method_settings: {
    title: 'Payment method settings',
    sentence: 'The merchant chooses which payment methods buyers are offered at checkout.',
    group: 'payments',
    capability: null,
    tag: null,
    features: {
      disable_stripe_user_authentication: authenticationOffAlone(
        'No Stripe sign-in',
        'The merchant changes payment methods without signing in to Stripe first.',
      ),
    },
  },
} satisfies Partial<Catalog>;
