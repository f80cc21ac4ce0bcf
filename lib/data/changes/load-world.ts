import 'server-only';
import type { Db } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import { type Edit, type Subject, subjectOf } from '@/lib/domain/edits';
import type { AccountState, World } from '@/lib/domain/state';
import type { Account, Override } from '../generated/client';
import { currentApprovals, currentGuardrails } from '../governance-rows';
import { currentRules } from '../template-rows';
import { loadTemplates } from '../templates';

/** A row of the mirror with its overrides, as the state of the account's policy. */
function accountState(row: Account & { overrides: Override[] }): AccountState {
  return {
    account: row.id,
    revision: row.policyRevision,
    template: row.assignedTemplateKey,
    tags: row.tags,
    overrides: Object.fromEntries(
      row.overrides
        .sort((a, b) => (a.cell < b.cell ? -1 : 1))
        .map((o): [Cell, AccountState['overrides'][Cell]] => [
          o.cell as Cell,
          {
            setting: o.setting,
            note: o.note,
            expiresAt: o.expiresAt,
            decidedAt: o.decidedAt,
            changeId: o.changeId,
          },
        ]),
    ),
  };
}

async function assignedCounts(tx: Db, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const counts = await tx.account.groupBy({
    by: ['assignedTemplateKey'],
    where: { assignedTemplateKey: { in: [...keys] } },
    _count: { _all: true },
  });
  return new Map(counts.map((row) => [row.assignedTemplateKey ?? '', row._count._all]));
}

/**
 * The part of policy that these subjects are or stand on: all templates, the rules, what governs
 * changes, and the accounts among the subjects. `counted` names the templates whose explicit
 * assignments are counted. Call it under the door's lock, or the answer may be old at once.
 */
export async function loadWorldOf(
  tx: Db,
  subjects: readonly Subject[],
  counted: readonly string[] = subjects
    .filter(({ kind }) => kind === 'template')
    .map(({ id }) => id),
): Promise<World> {
  const ids = subjects.filter(({ kind }) => kind === 'account').map(({ id }) => id);
  const accounts = await tx.account.findMany({
    where: { id: { in: [...new Set(ids)] } },
    include: { overrides: true },
  });
  const { states } = await loadTemplates(tx);
  return {
    templates: states,
    accounts: new Map(accounts.map((row) => [row.id, accountState(row)])),
    rules: await currentRules(tx),
    approvals: await currentApprovals(tx),
    guardrails: await currentGuardrails(tx),
    assigned: await assignedCounts(tx, counted),
  };
}

/** The part of policy that these edits touch or refer to. */
export function loadWorld(tx: Db, edits: readonly Edit[]): Promise<World> {
  const archived = edits.flatMap((edit) => (edit.op === 'template.archive' ? [edit.key] : []));
  return loadWorldOf(tx, edits.map(subjectOf), archived);
}
