import { type Approval, NOTHING_REQUIRED, type Requirement } from '../approvals';
import { type ChangeLife, type Circumstances, newLife } from '../change-life';
import type { Actor, Role, Scope } from '../permissions';
import { AT } from './fixtures';

export function person(id: string, role: Role): Actor {
  return { kind: 'user', id, name: id, email: `${id}@example.com`, role };
}

export function machine(id: string, ...scopes: Scope[]): Actor {
  return { kind: 'token', id, name: id, scopes };
}

/** The author of changes in tests. */
export const ANN = person('ann', 'operator');

export const PIN = 'what-it-does';

export const HOUR = 3_600_000;
export const fromNow = (ms: number) => new Date(AT.getTime() + ms);

export function requires(approvers: number, admins = 0): Requirement {
  return { approvers, admins, rules: approvers > 0 ? ['Four eyes'] : [] };
}

export function approvalBy(by: string, more: Partial<Approval> = {}): Approval {
  return { by, role: 'operator', pin: PIN, notBefore: null, ...more };
}

export function circumstances(more: Partial<Circumstances> = {}): Circumstances {
  const requirement = NOTHING_REQUIRED;
  return { at: AT, pin: PIN, requirement, governs: false, maker: null, ...more };
}

export function lifeOf(status: ChangeLife['status'], more: Partial<ChangeLife> = {}): ChangeLife {
  return { ...newLife(ANN), status, ...more };
}
