import type { Role } from '../demo';
import { EVERYBODY, NOBODY_ID } from '../routes/route-case';

/** Things of the demo that pages show. */
export interface Shown {
  account: string;
  change: string;
}

/** One page, who may see it, and what it offers to some only. */
export interface PageCase {
  /** As in the source: `/accounts/[id]`. */
  page: string;
  path: (shown: Shown) => string;
  /** `open`: whoever comes, with or without credentials. */
  roles: readonly Role[] | 'open';
  /** What stands on it for these roles, and for nobody else. */
  offers?: readonly { text: string; roles: readonly Role[] }[];
}

const WRITERS: readonly Role[] = ['admin', 'operator'];
const ADMIN: readonly Role[] = ['admin'];
const AUDIT: readonly Role[] = ['admin', 'operator', 'auditor'];

/** Every page, written out by hand. */
export const PAGE_ACCESS: readonly PageCase[] = [
  {
    page: '/',
    path: () => '/',
    roles: EVERYBODY,
    offers: [
      { text: 'href="/audit"', roles: AUDIT },
      { text: 'All mints', roles: AUDIT },
    ],
  },
  {
    page: '/accounts',
    path: () => '/accounts',
    roles: EVERYBODY,
    offers: [{ text: 'Import CSV', roles: WRITERS }],
  },
  {
    page: '/accounts/[id]',
    path: ({ account }) => `/accounts/${account}`,
    roles: EVERYBODY,
    offers: [
      { text: '>Refresh<', roles: WRITERS },
      { text: 'All of this account', roles: AUDIT },
    ],
  },
  {
    page: '/accounts/[id]/view',
    path: ({ account }) => `/accounts/${account}/view`,
    roles: EVERYBODY,
  },
  {
    page: '/accounts/import',
    path: () => '/accounts/import',
    roles: EVERYBODY,
    offers: [{ text: 'type="file"', roles: WRITERS }],
  },
  { page: '/api-reference', path: () => '/api-reference', roles: EVERYBODY },
  { page: '/audit', path: () => '/audit', roles: AUDIT },
  { page: '/changes', path: () => '/changes', roles: EVERYBODY },
  { page: '/changes/[id]', path: ({ change }) => `/changes/${change}`, roles: EVERYBODY },
  { page: '/changes/bulk', path: () => '/changes/bulk', roles: EVERYBODY },
  // Of a job that there is not: the page says so, to those who may ask.
  { page: '/changes/bulk/[id]', path: () => `/changes/bulk/${NOBODY_ID}`, roles: EVERYBODY },
  { page: '/compare', path: () => '/compare', roles: EVERYBODY },
  { page: '/drift', path: () => '/drift', roles: EVERYBODY },
  {
    page: '/rules',
    path: () => '/rules',
    roles: EVERYBODY,
    offers: [{ text: 'Add a rule', roles: WRITERS }],
  },
  {
    page: '/rules/approvals',
    path: () => '/rules/approvals',
    roles: EVERYBODY,
    offers: [{ text: 'Add an approval rule', roles: ADMIN }],
  },
  {
    page: '/rules/guardrails',
    path: () => '/rules/guardrails',
    roles: EVERYBODY,
    offers: [{ text: 'Add a guardrail', roles: ADMIN }],
  },
  {
    page: '/settings',
    path: () => '/settings',
    roles: EVERYBODY,
    offers: [
      { text: 'New token', roles: ADMIN },
      { text: '>Invite', roles: ADMIN },
      { text: 'Open notices', roles: ADMIN },
    ],
  },
  { page: '/settings/notices', path: () => '/settings/notices', roles: ADMIN },
  {
    page: '/templates',
    path: () => '/templates',
    roles: EVERYBODY,
    offers: [{ text: 'New template', roles: WRITERS }],
  },
  { page: '/templates/[key]', path: () => '/templates/base', roles: EVERYBODY },
  // People come to them because they have no session yet.
  { page: '/sign-in', path: () => '/sign-in', roles: 'open' },
  { page: '/invitation', path: () => '/invitation', roles: 'open' },
];
