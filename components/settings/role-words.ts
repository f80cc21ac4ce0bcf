import { ROLES, type Role } from '@/lib/domain/permissions';

/** The roles by name, and in a sentence what each may do. */
export const ROLE_WORDS: Readonly<Record<Role, { name: string; may: string }>> = {
  admin: { name: 'Admin', may: 'Everything, and manages users, tokens and settings.' },
  operator: { name: 'Operator', may: 'Changes policy, mints sessions, reads the audit.' },
  support: { name: 'Support', may: 'Sees accounts and policy; changes nothing.' },
  auditor: { name: 'Auditor', may: 'Sees accounts, policy and the audit; changes nothing.' },
};

/** The roles from the one that may least. */
export const ROLES_TO_CHOOSE: readonly Role[] = [...ROLES].reverse();
