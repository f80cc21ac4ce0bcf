import { EVERYBODY, NOBODY_ID, type RouteCase } from './route-case';

const FILTER = { q: 'nobody-has-this-name' };

const move = (name: 'pause' | 'resume' | 'cancel'): RouteCase => ({
  route: `/api/bulk-jobs/[id]/${name}`,
  method: 'POST',
  path: () => `/api/bulk-jobs/${NOBODY_ID}/${name}`,
  scope: 'policy:write',
  roles: ['admin', 'operator'],
});

export const BULK_ROUTES: readonly RouteCase[] = [
  {
    route: '/api/bulk-jobs',
    method: 'GET',
    path: () => '/api/bulk-jobs',
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  {
    route: '/api/bulk-jobs',
    method: 'POST',
    path: () => '/api/bulk-jobs',
    body: () => ({
      act: { op: 'account.tag', add: ['matrix'] },
      filter: FILTER,
      reason: 'Permission matrix',
      dryRun: true,
    }),
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/bulk-jobs/csv',
    method: 'POST',
    // Without a file of its type it is refused after the permission, which is what counts here.
    path: () => '/api/bulk-jobs/csv?reason=Permission%20matrix&dryRun=true',
    scope: 'policy:write',
    roles: ['admin', 'operator'],
  },
  {
    route: '/api/bulk-jobs/[id]',
    method: 'GET',
    path: () => `/api/bulk-jobs/${NOBODY_ID}`,
    scope: 'policy:read',
    roles: EVERYBODY,
  },
  move('pause'),
  move('resume'),
  move('cancel'),
];
