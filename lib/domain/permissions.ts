import { AppError } from './errors';

/** What an API token can be given. */
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

/** What a verb can require: every scope, and what only people may do. */
export const PERMISSIONS = [
  ...SCOPES,
  'changes:approve',
  'fees:refund',
  'governance:manage',
  'mirror:manage',
  'notices:manage',
  'tokens:manage',
  'users:manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['admin', 'operator', 'support', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** The one table of what each role may do. What is not listed is denied. */
const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: PERMISSIONS,
  operator: [
    'sessions:create',
    'accounts:read',
    'policy:read',
    'policy:write',
    'audit:read',
    'metrics:read',
    'fees:read',
    'changes:approve',
    'mirror:manage',
  ],
  support: ['accounts:read', 'policy:read', 'fees:read'],
  auditor: ['accounts:read', 'policy:read', 'audit:read', 'fees:read'],
};

/** Who acts: a signed-in person, a machine with a token, or the product itself. */
export type Actor =
  | { kind: 'user'; id: string; name: string; email: string; role: Role }
  | { kind: 'token'; id: string; name: string; scopes: readonly Scope[] }
  | { kind: 'system'; id: 'system'; name: string };

/** A signed-in person who acts. */
export type UserActor = Extract<Actor, { kind: 'user' }>;

/** The product acting on its own account: installation, seeding, jobs. */
export const SYSTEM: Actor = { kind: 'system', id: 'system', name: 'Switchyard' };

/** The roles that may do something, the mightiest first. */
export const rolesThatMay = (permission: Permission): Role[] =>
  ROLES.filter((role) => GRANTS[role].includes(permission));

const DOING: Readonly<Record<Permission, string>> = {
  'sessions:create': 'create account sessions',
  'accounts:read': 'see accounts',
  'policy:read': 'see policy',
  'policy:write': 'change policy',
  'audit:read': 'read the audit',
  'metrics:read': 'read metrics',
  'fees:read': 'see application fees',
  'changes:approve': 'approve or reject changes',
  'fees:refund': 'refund application fees',
  'governance:manage': 'manage approval rules and guardrails',
  'mirror:manage': 'sync accounts with Stripe',
  'notices:manage': 'manage notices',
  'tokens:manage': 'manage API tokens',
  'users:manage': 'manage users',
};

/** Whether an actor may do something: default deny, one table for people, scopes for machines. */
export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'system':
      return true;
    case 'user':
      return Object.hasOwn(GRANTS, actor.role) && GRANTS[actor.role].includes(permission);
    case 'token':
      return (actor.scopes as readonly Permission[]).includes(permission);
  }
}

/** Throws `forbidden` unless the actor may do it; every verb calls this before anything else. */
export function authorize(actor: Actor, permission: Permission): void {
  if (can(actor, permission)) return;
  throw new AppError(
    'forbidden',
    actor.kind === 'token'
      ? `This token may not ${DOING[permission]}: it lacks the scope ${permission}.`
      : `Your role may not ${DOING[permission]}. Ask an admin if you need to.`,
    { denied: { actor, permission } },
  );
}

/** Throws `forbidden` for all but a signed-in person: for what is one's own, or done in person alone. */
export function requirePerson(actor: Actor): asserts actor is UserActor {
  if (actor.kind === 'user') return;
  throw new AppError('forbidden', 'Only a person who is signed in may do this.');
}
