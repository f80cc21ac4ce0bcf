/** An account of the demo with overrides and limits. */
export const ACCOUNT = '/accounts/acct_1NkDjjJyhOZfPCWt';

/** Every page of the console, by an address that shows it filled. */
export const PAGES = [
  '/',
  '/accounts',
  ACCOUNT,
  // A moment that cannot be shown: its message, and the way into the past below it.
  `${ACCOUNT}?at=yesterday`,
  `${ACCOUNT}/view`,
  `${ACCOUNT}/view?against=draft&set=payments.refund_management:off,tax_settings:on`,
  '/templates',
  '/templates/retail',
  '/rules',
  '/rules/approvals',
  '/rules/guardrails',
  '/compare?left=account:acct_1NkDjjJyhOZfPCWt&right=account:acct_1MYg1AisXqq69Riw',
  '/audit',
  '/drift?past=true',
  '/settings',
  '/settings/notices',
  '/changes',
  '/changes/bulk',
  '/accounts/import',
  // By part: axe takes a minute for the whole of it.
  '/api-reference?q=guardrails',
];
