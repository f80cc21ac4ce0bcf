import { describe, expect, it } from 'vitest';
import { AppError } from './errors';
import {
  type Actor,
  authorize,
  can,
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
  SYSTEM,
} from './permissions';

const user = (role: Role): Actor => ({ kind: 'user', id: 'u', name: 'U', email: 'u@e', role });
const token = (...scopes: Scope[]): Actor => ({ kind: 'token', id: 't', name: 'T', scopes });

/** Every role by every permission, written out: what the product promises, not how it is kept. */
const ROLE_MATRIX: Record<Role, Record<Permission, boolean>> = {
  admin: {
    'sessions:create': true,
    'accounts:read': true,
    'policy:read': true,
    'policy:write': true,
    'audit:read': true,
    'metrics:read': true,
    'fees:read': true,
    'changes:approve': true,
    'fees:refund': true,
    'governance:manage': true,
    'mirror:manage': true,
    'notices:manage': true,
    'tokens:manage': true,
    'users:manage': true,
  },
  operator: {
    'sessions:create': true,
    'accounts:read': true,
    'policy:read': true,
    'policy:write': true,
    'audit:read': true,
    'metrics:read': true,
    'fees:read': true,
    'changes:approve': true,
    'fees:refund': false,
    'governance:manage': false,
    'mirror:manage': true,
    'notices:manage': false,
    'tokens:manage': false,
    'users:manage': false,
  },
  support: {
    'sessions:create': false,
    'accounts:read': true,
    'policy:read': true,
    'policy:write': false,
    'audit:read': false,
    'metrics:read': false,
    'fees:read': true,
    'changes:approve': false,
    'fees:refund': false,
    'governance:manage': false,
    'mirror:manage': false,
    'notices:manage': false,
    'tokens:manage': false,
    'users:manage': false,
  },
  auditor: {
    'sessions:create': false,
    'accounts:read': true,
    'policy:read': true,
    'policy:write': false,
    'audit:read': true,
    'metrics:read': false,
    'fees:read': true,
    'changes:approve': false,
    'fees:refund': false,
    'governance:manage': false,
    'mirror:manage': false,
    'notices:manage': false,
    'tokens:manage': false,
    'users:manage': false,
  },
};

const FORBIDDEN_TO_TOKENS: Permission[] = [
  'changes:approve',
  'fees:refund',
  'governance:manage',
  'mirror:manage',
  'notices:manage',
  'tokens:manage',
  'users:manage',
];

/** Asserts that `can` and `authorize` agree on an answer. */
function expectAnswer(actor: Actor, permission: Permission, allowed: boolean): void {
  expect(can(actor, permission)).toBe(allowed);
  if (allowed) {
    expect(authorize(actor, permission)).toBeUndefined();
    return;
  }
  expect(() => authorize(actor, permission)).toThrow(
    expect.objectContaining({ name: 'AppError', code: 'forbidden' }),
  );
}

describe.each(ROLES)('the role %s', (role) => {
  it.each(PERMISSIONS)('and %s', (permission) => {
    expectAnswer(user(role), permission, ROLE_MATRIX[role][permission]);
  });
});

describe.each(SCOPES)('a token with %s', (scope) => {
  it.each(PERMISSIONS)('and %s', (permission) => {
    expectAnswer(token(scope), permission, scope === permission);
  });
});

it('a token with every scope approves nothing, governs nothing, and manages neither tokens nor users', () => {
  for (const permission of PERMISSIONS) {
    const allowed = !FORBIDDEN_TO_TOKENS.includes(permission);
    expectAnswer(token(...SCOPES), permission, allowed);
  }
});

it('a token without scopes may do nothing', () => {
  for (const permission of PERMISSIONS) expectAnswer(token(), permission, false);
});

it('the product itself may do everything', () => {
  for (const permission of PERMISSIONS) expectAnswer(SYSTEM, permission, true);
});

it('the matrix knows every role and permission', () => {
  expect(Object.keys(ROLE_MATRIX).sort()).toEqual([...ROLES].sort());
  for (const role of ROLES) {
    expect(Object.keys(ROLE_MATRIX[role]).sort()).toEqual([...PERMISSIONS].sort());
  }
});

it('what nobody has heard of is denied', () => {
  for (const name of ['', 'policy', 'policy:*', 'toString', 'length', '__proto__']) {
    const permission = name as Permission;
    for (const role of ROLES) expect(can(user(role), permission)).toBe(false);
    expect(can(token(...SCOPES), permission)).toBe(false);
  }
  for (const name of ['owner', '', '__proto__', 'constructor', 'Admin']) {
    for (const permission of PERMISSIONS) {
      expect(can(user(name as Role), permission), name).toBe(false);
    }
  }
});

it('a refusal says what was tried and what is lacking', () => {
  const refusal = (actor: Actor) => {
    try {
      authorize(actor, 'policy:write');
    } catch (error) {
      if (error instanceof AppError) return error.message;
    }
    throw new Error('This was not refused.');
  };
  expect(refusal(user('support'))).toBe(
    'Your role may not change policy. Ask an admin if you need to.',
  );
  expect(refusal(token('policy:read'))).toBe(
    'This token may not change policy: it lacks the scope policy:write.',
  );
});
