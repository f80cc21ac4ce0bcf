import type { Role } from '../demo';

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

export const EVERYBODY = ROLES;
/** An id that nothing has. */
export const NOBODY_ID = '00000000-0000-4000-8000-000000000000';
