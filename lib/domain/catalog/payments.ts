import { authenticationOffAlone, offByDefault, onByDefault, smartDisputes } from './entries';
import type { Catalog } from './types';

/** Components about taking payments and answering disputes. */
export const payments = {
  payments: {
    title: 'Payments',
    group: 'payments',
    capability: null,
    tag: 'payments',
    features: {
      refund_management: onByDefault('Refunds'),
      dispute_management: onByDefault('Disputes'),
      capture_payments: onByDefault('Capture'),
      destination_on_behalf_of_charge_management: offByDefault('On-behalf-of charges'),
      smart_disputes_management: smartDisputes('Smart Disputes'),
    },
  },
  payment_details: {
    title: 'Payment details',
    group: 'payments',
    capability: null,
    tag: 'payment-details',
    features: {
      refund_management: onByDefault('Refunds'),
      dispute_management: onByDefault('Disputes'),
      capture_payments: onByDefault('Capture'),
      destination_on_behalf_of_charge_management: offByDefault('On-behalf-of charges'),
      smart_disputes_management: smartDisputes('Smart Disputes'),
    },
  },
  payment_disputes: {
    title: 'Disputes of a payment',
    group: 'payments',
    capability: null,
    tag: 'payment-disputes',
    features: {
      refund_management: onByDefault('Refunds'),
      dispute_management: onByDefault('Disputes'),
      destination_on_behalf_of_charge_management: offByDefault('On-behalf-of charges'),
      smart_disputes_management: smartDisputes('Smart Disputes'),
    },
  },
  disputes_list: {
    title: 'Disputes',
    group: 'payments',
    capability: null,
    tag: 'disputes-list',
    features: {
      refund_management: onByDefault('Refunds'),
      dispute_management: onByDefault('Disputes'),
      capture_payments: onByDefault('Capture'),
      destination_on_behalf_of_charge_management: offByDefault('On-behalf-of charges'),
      smart_disputes_management: smartDisputes('Smart Disputes'),
    },
  },
  payment_method_settings: {
    title: 'Payment method settings',
    group: 'payments',
    capability: null,
    tag: null,
    features: {
      disable_stripe_user_authentication: authenticationOffAlone('No Stripe sign-in'),
    },
  },
} satisfies Partial<Catalog>;
