import 'server-only';
import type { Db } from '@/lib/db';
import {
  type Approvals,
  approvalRules,
  type Guardrails,
  guardrails,
} from '@/lib/domain/governance';
import type { GovernanceRevision } from './generated/client';

/** A revision of what governs changes, as far as it is read from it. */
export type GovernanceRow = Pick<GovernanceRevision, 'revision' | 'content'>;

/** A revision's row as the approval rules that it holds. */
export function approvalsOf({ revision, content }: GovernanceRow): Approvals {
  return { revision, rules: approvalRules.parse(content) };
}

/** A revision's row as the guardrails that it holds. */
export function guardrailsOf({ revision, content }: GovernanceRow): Guardrails {
  return { revision, guardrails: guardrails.parse(content) };
}

/** The approval rules in force. There always are some, if none that ask for anything. */
export async function currentApprovals(tx: Db): Promise<Approvals> {
  const where = { kind: 'approvals' } as const;
  const orderBy = { revision: 'desc' } as const;
  return approvalsOf(await tx.governanceRevision.findFirstOrThrow({ where, orderBy }));
}
