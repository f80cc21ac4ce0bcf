import type { Catalog } from './types';

const plain = { capability: null, features: {} } as const;

/** Components about reports, tax and terminal hardware: none of them has features. */
export const reportingTaxTerminal = {
  balance_report: {
    ...plain,
    title: 'Balance report',
    sentence: 'How the balance went from its start to its end over a period, by category.',
    group: 'reporting',
    tag: 'balance-report',
  },
  payout_reconciliation_report: {
    ...plain,
    title: 'Payout reconciliation',
    sentence: 'Which transactions make up each automatic payout.',
    group: 'reporting',
    tag: 'payout-reconciliation-report',
  },
  reporting_chart: {
    ...plain,
    title: 'Volume chart',
    sentence: 'One chart of gross or net volume over time.',
    group: 'reporting',
    tag: null,
  },
  tax_settings: {
    ...plain,
    title: 'Tax settings',
    sentence: 'The head office and preset product tax code that tax is worked out from.',
    group: 'tax',
    tag: 'tax-settings',
  },
  tax_registrations: {
    ...plain,
    title: 'Tax registrations',
    sentence: 'Where the merchant is registered to collect tax, open to adding and ending.',
    group: 'tax',
    tag: 'tax-registrations',
  },
  terminal_hardware_orders: {
    ...plain,
    title: 'Terminal orders',
    sentence: 'Orders of card readers, with their state, tracking and cancelling.',
    group: 'terminal',
    tag: null,
  },
  terminal_hardware_shop: {
    ...plain,
    title: 'Terminal shop',
    sentence: 'A shop in which the merchant orders card readers.',
    group: 'terminal',
    tag: null,
  },
} satisfies Partial<Catalog>;
