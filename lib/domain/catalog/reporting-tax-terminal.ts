import type { Catalog } from './types';

const plain = { capability: null, features: {} } as const;

/** Components about reports, tax and terminal hardware: none of them has features. */
export const reportingTaxTerminal = {
  balance_report: {
    ...plain,
    title: 'Balance report',
    group: 'reporting',
    tag: 'balance-report',
  },
  payout_reconciliation_report: {
    ...plain,
    title: 'Payout reconciliation',
    group: 'reporting',
    tag: 'payout-reconciliation-report',
  },
  reporting_chart: {
    ...plain,
    title: 'Volume chart',
    group: 'reporting',
    tag: null,
  },
  tax_settings: {
    ...plain,
    title: 'Tax settings',
    group: 'tax',
    tag: 'tax-settings',
  },
  tax_registrations: {
    ...plain,
    title: 'Tax registrations',
    group: 'tax',
    tag: 'tax-registrations',
  },
  terminal_hardware_orders: {
    ...plain,
    title: 'Terminal orders',
    group: 'terminal',
    tag: null,
  },
  terminal_hardware_shop: {
    ...plain,
    title: 'Terminal shop',
    group: 'terminal',
    tag: null,
  },
} satisfies Partial<Catalog>;
