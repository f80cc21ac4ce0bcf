import 'server-only';
import type { Db } from '@/lib/db';
import {
  type Approvals,
  approvalRules,
  type Guardrails,
  guardrails,
} from '@/lib/domain/governance';
import type { GovernanceKind } from './generated/client';

async function current(tx: Db, kind: GovernanceKind) {
  return tx.governanceRevision.findFirstOrThrow({
    where: { kind },
    orderBy: { revision: 'desc' },
  });
}

/** The approval rules in force. There always are some, if none that ask for anything. */
export async function currentApprovals(tx: Db): Promise<Approvals> {
  const { revision, content } = await current(tx, 'approvals');
  return { revision, rules: approvalRules.parse(content) };
}

/** The guardrails in force. */
export async function currentGuardrails(tx: Db): Promise<Guardrails> {
  const { revision, content } = await current(tx, 'guardrails');
  return { revision, guardrails: guardrails.parse(content) };
}
