import { EVERYBODY, type RouteCase } from './route-case';

/** An id that no fee has. */
const NO_FEE = 'fee_0000000000000000';

export const FEE_ROUTES: readonly RouteCase[] = [
  {
    route: '/api/accounts/[id]/application-fees',
    method: 'GET',
    path: (account) => `/api/accounts/${account}/application-fees`,
    scope: 'fees:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/application-fees/[id]',
    method: 'GET',
    path: () => `/api/application-fees/${NO_FEE}`,
    scope: 'fees:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/application-fees/[id]/refunds',
    method: 'POST',
    path: () => `/api/application-fees/${NO_FEE}/refunds`,
    body: () => ({ reason: 'Permission matrix' }),
    scope: null,
    roles: ['admin'],
  },
];
