import type { RouteCase } from './route-case';

export const DROP_IN_ROUTES: readonly RouteCase[] = [
  {
    route: '/v1/account_sessions',
    method: 'POST',
    path: () => '/v1/account_sessions',
    form: (account) => ({ account, 'components[payments][enabled]': 'true' }),
    scope: 'sessions:create',
    roles: 'none',
  },
];
