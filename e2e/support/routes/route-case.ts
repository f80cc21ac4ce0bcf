import type { Role } from '../demo';

export const SCOPES = [
  'sessions:create',
  'accounts:read',
  'policy:read',
  'policy:write',
  'audit:read',
  'metrics:read',
  'fees:read',
] as const;
export type Scope = (typeof SCOPES)[number];
export const ROLES = ['admin', 'operator', 'support', 'auditor'] as const satisfies readonly Role[];

/** One route with a request that is right in form, and who may make it. */
export interface RouteCase {
  route: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: (account: string) => string;
  body?: (account: string) => unknown;
  /** The body where it is a form: then the answers are in Stripe's shape. */
  form?: (account: string) => Record<string, string>;
  /** null: no scope is enough, only people may. */
  scope: Scope | null;
  /** `none` where a session's cookie counts as no credential at all. */
  roles: readonly Role[] | 'none';
}

export const EVERYBODY = ROLES;
/** An id that nothing has. */
export const NOBODY_ID = '00000000-0000-4000-8000-000000000000';
