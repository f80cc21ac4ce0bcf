/** An account of the demo with overrides and limits. */
export const ACCOUNT = '/accounts/acct_1NkDjjJyhOZfPCWt';

/** Every page of the console, by an address that shows it filled. */
export const PAGES = [
  '/',
  '/accounts',
  ACCOUNT,
  `${ACCOUNT}/view`,
  `${ACCOUNT}/view?against=draft&set=payments.refund_management:off,tax_settings:on`,
  '/templates',
  '/templates/retail',
  '/compare?left=account:acct_1NkDjjJyhOZfPCWt&right=account:acct_1MYg1AisXqq69Riw',
  '/audit',
  '/settings',
  '/changes',
];
