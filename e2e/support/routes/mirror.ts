import { EVERYBODY, type RouteCase } from './route-case';

export const MIRROR_ROUTES: readonly RouteCase[] = [
  {
    route: '/api/mirror/sync',
    method: 'GET',
    path: () => '/api/mirror/sync',
    scope: 'accounts:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/mirror/sync',
    method: 'POST',
    path: () => '/api/mirror/sync',
    scope: null,
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/mirror/sync',
    method: 'DELETE',
    path: () => '/api/mirror/sync',
    scope: null,
    roles: ['admin', 'operator'],
  },
];
