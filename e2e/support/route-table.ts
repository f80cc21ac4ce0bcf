import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Role } from './demo';

export const SCOPES = [
  'sessions:create',
  'accounts:read',
  'policy:read',
  'policy:write',
  'audit:read',
] as const;
export type Scope = (typeof SCOPES)[number];
export const ROLES = ['admin', 'operator', 'support', 'auditor'] as const satisfies readonly Role[];

/** One route with a request that is right in form, and who may make it. */
export interface RouteCase {
  route: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: (account: string) => string;
  body?: (account: string) => unknown;
  /** null: no scope is enough, only people may. */
  scope: Scope | null;
  roles: readonly Role[];
}

const EVERYBODY = ROLES;
const NOBODY_ID = '00000000-0000-4000-8000-000000000000';

/** Written out by hand, apart from the product's own table, so that either's error shows. */
export const ROUTES: readonly RouteCase[] = [
  {
    route: '/api/account-sessions',
    method: 'POST',
    path: () => '/api/account-sessions',
    body: (account) => ({ account }),
    scope: 'sessions:create',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/accounts',
    method: 'GET',
    path: () => '/api/accounts',
    scope: 'accounts:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/accounts/[id]',
    method: 'GET',
    path: (account) => `/api/accounts/${account}`,
    scope: 'accounts:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/accounts/[id]/policy',
    method: 'GET',
    path: (account) => `/api/accounts/${account}/policy`,
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/templates',
    method: 'GET',
    path: () => '/api/templates',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/templates/[key]',
    method: 'GET',
    path: () => '/api/templates/base',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/changes',
    method: 'POST',
    path: () => '/api/changes',
    body: (account) => ({
      reason: 'Permission matrix',
      dryRun: true,
      edits: [{ op: 'account.override', account, set: { documents: 'on' } }],
    }),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]',
    method: 'GET',
    path: () => '/api/changes/00000000-0000-7000-8000-000000000001',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/audit',
    method: 'GET',
    path: () => '/api/audit',
    scope: 'audit:read',
    roles: ['admin', 'operator', 'auditor'],
  },
  {
    route: '/api/catalog',
    method: 'GET',
    path: () => '/api/catalog',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/tokens',
    method: 'GET',
    path: () => '/api/tokens',
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/tokens',
    method: 'POST',
    path: () => '/api/tokens',
    body: () => ({ name: 'Permission matrix', scopes: ['accounts:read'] }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/tokens/[id]',
    method: 'DELETE',
    path: () => `/api/tokens/${NOBODY_ID}`,
    scope: null,
    roles: ['admin'],
  },
  { route: '/api/users', method: 'GET', path: () => '/api/users', scope: null, roles: ['admin'] },
  {
    route: '/api/users',
    method: 'POST',
    path: () => '/api/users',
    body: () => ({
      email: `matrix-${Date.now()}@switchyard.example`,
      name: 'Permission matrix',
      role: 'auditor',
      password: 'long enough to pass',
    }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/users/[id]',
    method: 'DELETE',
    path: () => `/api/users/${NOBODY_ID}`,
    scope: null,
    roles: ['admin'],
  },
];

/** Routes that ask nobody for anything, each for a reason. */
export const OPEN_ROUTES = [
  // Signing in is what they are for; next-auth guards them.
  '/api/auth/[...nextauth]',
  // Load balancers have no credentials, and the answers say nothing of policy.
  '/api/health',
  '/api/ready',
  // Says only that there is no such route.
  '/api/[...path]',
];

/** Every method of every API route in the source, as `GET /api/accounts`. */
export function routesInSource(): string[] {
  const app = fileURLToPath(new URL('../../app', import.meta.url));
  return readdirSync(path.join(app, 'api'), { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .flatMap((file) => {
      const route = `/api/${path.dirname(file).split(path.sep).join('/')}`;
      const text = readFileSync(path.join(app, 'api', file), 'utf8');
      if (OPEN_ROUTES.includes(route)) return [];
      return [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(
        ([, method]) => `${method} ${route}`,
      );
    })
    .sort();
}
