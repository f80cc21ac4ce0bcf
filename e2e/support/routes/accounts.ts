import { EVERYBODY, type RouteCase } from './route-case';

export const ACCOUNT_ROUTES: readonly RouteCase[] = [
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
    route: '/api/accounts/count',
    method: 'GET',
    path: () => '/api/accounts/count',
    scope: 'accounts:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/accounts/states',
    method: 'GET',
    path: () => '/api/accounts/states?limit=1',
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
    route: '/api/accounts/[id]/refresh',
    method: 'POST',
    path: (account) => `/api/accounts/${account}/refresh`,
    scope: null,
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/accounts/[id]/policy',
    method: 'GET',
    path: (account) => `/api/accounts/${account}/policy`,
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
];
