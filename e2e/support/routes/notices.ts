import { NOBODY_ID, type RouteCase } from './route-case';

export const NOTICE_ROUTES: readonly RouteCase[] = [
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
];
