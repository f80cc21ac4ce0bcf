import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import { AppError } from '@/lib/domain/errors';
import type { OverrideLayer, PolicyInput, TemplateLayer } from '@/lib/domain/policy';
import { assign } from '@/lib/domain/rule-match';
import { requireAccountId, traitsOf } from './account-rows';
import { asAppError } from './database-errors';
import type { Account, Override } from './generated/client';
import { previewInput } from './preview';
import { currentChain, currentRules } from './template-rows';

/** What decides an account's policy now, with what else a mint has to know of the account. */
export interface CurrentPolicyInput {
  input: PolicyInput;
  /** The revision of the account's own policy. */
  revision: number;
  disconnectedAt: Date | null;
  /** Whether the last session differed from what was predicted. */
  drifting: boolean;
}

/** An override's row as a layer of policy. */
export const overrideLayer = (row: Override): OverrideLayer => ({
  cell: row.cell as Cell,
  setting: row.setting,
  note: row.note,
  expiresAt: row.expiresAt,
  decidedAt: row.decidedAt,
  changeId: row.changeId,
});

async function read(tx: Db, id: string, at: Date): Promise<CurrentPolicyInput | null> {
  const account: (Account & { overrides: Override[] }) | null = await tx.account.findUnique({
    where: { id },
    include: { overrides: true },
  });
  if (!account) return null;
  const traits = traitsOf(account);
  const assigned = assign(account.assignedTemplateKey, await currentRules(tx), traits);
  const templates = await currentChain(tx, assigned.template);
  return {
    input: {
      account: id,
      at,
      traits,
      assignedBy: assigned.by,
      templates: templates as [TemplateLayer, ...TemplateLayer[]],
      overrides: account.overrides.map(overrideLayer),
      ...previewInput(),
    },
    revision: account.policyRevision,
    disconnectedAt: account.disconnectedAt,
    drifting: account.drifting,
  };
}

/**
 * Everything that decides an account's policy at this moment, read from one snapshot of the
 * database, so that two changes never mix. Returns null for an account that is not in the mirror.
 * For verbs only: it checks no permission.
 */
export async function readPolicyInput(id: string, at: Date): Promise<CurrentPolicyInput | null> {
  requireAccountId(id);
  try {
    return await db().$transaction((tx) => read(tx, id, at), {
      isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
    });
  } catch (error) {
    throw asAppError(error);
  }
}

/** The error for an account that is in neither the mirror nor, where that was asked, at Stripe. */
export function accountNotFound(id: string): AppError {
  return new AppError(
    'account_not_found',
    `There is no account "${id}" in the mirror. If it is new, create a session for it or sync accounts.`,
  );
}
