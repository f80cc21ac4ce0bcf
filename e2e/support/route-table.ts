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
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
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
    route: '/api/account-sessions/live-preview',
    method: 'POST',
    path: () => '/api/account-sessions/live-preview',
    body: (account) => ({ account, reason: 'Permission matrix' }),
    scope: null,
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
    route: '/api/rules',
    method: 'GET',
    path: () => '/api/rules?counts=true',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/rules/match',
    method: 'GET',
    path: (account) => `/api/rules/match?account=${account}`,
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/approvals',
    method: 'GET',
    path: () => '/api/approvals',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/guardrails',
    method: 'GET',
    path: () => '/api/guardrails?counts=true',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/accounts/[id]/history',
    method: 'GET',
    path: (account) => `/api/accounts/${account}/history`,
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/search',
    method: 'GET',
    path: () => '/api/search?q=tour',
    scope: 'accounts:read',
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
    route: '/api/templates/[key]/decisions',
    method: 'GET',
    path: () => '/api/templates/base/decisions?cell=payments',
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
    route: '/api/changes',
    method: 'GET',
    path: () => '/api/changes',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/changes/[id]',
    method: 'PUT',
    path: () => `/api/changes/${NOBODY_ID}`,
    body: (account) => ({
      reason: 'Try',
      edits: [{ op: 'account.override', account, set: { payments: 'on' } }],
    }),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/accounts',
    method: 'POST',
    path: () => '/api/changes/accounts',
    body: (account) => ({
      edits: [{ op: 'account.override', account, set: { documents: 'on' } }],
    }),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/accounts',
    method: 'GET',
    path: () => `/api/changes/${NOBODY_ID}/accounts`,
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/changes/[id]/submit',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/submit`,
    body: () => ({}),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/withdraw',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/withdraw`,
    body: () => ({}),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/unschedule',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/unschedule`,
    body: () => ({}),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/apply',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/apply`,
    body: () => ({}),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/revert',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/revert`,
    body: () => ({}),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/schedule',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/schedule`,
    body: () => ({ applyAt: '2031-01-01T00:00:00Z' }),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/approve',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/approve`,
    body: () => ({ pin: '0'.repeat(64) }),
    scope: null,
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/changes/[id]/reject',
    method: 'POST',
    path: () => `/api/changes/${NOBODY_ID}/reject`,
    body: () => ({ comment: 'No' }),
    scope: null,
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
    route: '/api/audit/verification',
    method: 'GET',
    path: () => '/api/audit/verification',
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
    route: '/api/notice-endpoints',
    method: 'GET',
    path: () => '/api/notice-endpoints',
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-endpoints',
    method: 'POST',
    path: () => '/api/notice-endpoints',
    // No reason to be sent anything: nothing in the stories applies approval rules that fail.
    body: () => ({
      url: 'http://127.0.0.1:9/never',
      description: 'Permission matrix',
      events: ['change.failed'],
      reaches: ['governance'],
    }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-endpoints/[id]',
    method: 'PUT',
    path: () => `/api/notice-endpoints/${NOBODY_ID}`,
    body: () => ({
      url: 'http://127.0.0.1:9/never',
      description: 'Permission matrix',
      events: ['change.failed'],
      reaches: ['governance'],
      paused: true,
    }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-endpoints/[id]',
    method: 'DELETE',
    path: () => `/api/notice-endpoints/${NOBODY_ID}`,
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-endpoints/[id]/rotate',
    method: 'POST',
    path: () => `/api/notice-endpoints/${NOBODY_ID}/rotate`,
    body: () => ({ overlapSeconds: 3600 }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-endpoints/[id]/test',
    method: 'POST',
    path: () => `/api/notice-endpoints/${NOBODY_ID}/test`,
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-deliveries',
    method: 'GET',
    path: () => '/api/notice-deliveries',
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-deliveries/[id]',
    method: 'GET',
    path: () => `/api/notice-deliveries/${NOBODY_ID}`,
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/notice-deliveries/[id]/redeliver',
    method: 'POST',
    path: () => `/api/notice-deliveries/${NOBODY_ID}/redeliver`,
    scope: null,
    roles: ['admin'],
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
  {
    route: '/api/tokens/[id]/rotate',
    method: 'POST',
    path: () => `/api/tokens/${NOBODY_ID}/rotate`,
    body: () => ({ overlapSeconds: 3600 }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/users/[id]/role',
    method: 'POST',
    path: () => `/api/users/${NOBODY_ID}/role`,
    body: () => ({ role: 'auditor' }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/users/[id]/enable',
    method: 'POST',
    path: () => `/api/users/${NOBODY_ID}/enable`,
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/users/me/password',
    method: 'POST',
    path: () => '/api/users/me/password',
    body: () => ({ current: 'not the one', password: 'long enough to pass' }),
    scope: null,
    roles: EVERYBODY,
  },
  {
    route: '/api/users/me/sessions',
    method: 'DELETE',
    // Before anybody ever signed in: other specs go on with their sessions.
    path: () => '/api/users/me/sessions?before=2000-01-01T00:00:00Z',
    scope: null,
    roles: EVERYBODY,
  },
  {
    route: '/api/invitations',
    method: 'GET',
    path: () => '/api/invitations',
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/invitations',
    method: 'POST',
    path: () => '/api/invitations',
    body: () => ({
      email: `invited-${Date.now()}@switchyard.example`,
      name: 'Permission matrix',
      role: 'auditor',
    }),
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/invitations/[id]',
    method: 'DELETE',
    path: () => `/api/invitations/${NOBODY_ID}`,
    scope: null,
    roles: ['admin'],
  },
  {
    route: '/api/invitations/[id]/renew',
    method: 'POST',
    path: () => `/api/invitations/${NOBODY_ID}/renew`,
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
  // The secret in the body is the credential: people.spec.ts tells what they refuse.
  '/api/invitations/accept',
  '/api/invitations/look-up',
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
