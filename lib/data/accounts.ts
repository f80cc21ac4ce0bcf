import 'server-only';
import { db } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import { assign } from '@/lib/domain/rule-match';
import { controllerKind } from '@/lib/domain/traits';
import type { AccountDetail, OverrideView } from '@/lib/domain/views';
import { requireAccountId, traitsOf } from './account-rows';
import { verb } from './context';
import type { Change, Override } from './generated/client';
import { accountNotFound } from './policy-input';
import { currentRules } from './template-rows';

export { accountFacets, countAccounts } from './account-counts';
export { accountFilter } from './account-filter';
export { listAccounts } from './account-list';

function overrideView(
  row: Override & { change: Pick<Change, 'actorName' | 'reason'> },
): OverrideView {
  return {
    cell: row.cell as Cell,
    setting: row.setting,
    note: row.note,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    decidedAt: row.decidedAt.toISOString(),
    changeId: row.changeId,
    by: row.change.actorName,
    reason: row.change.reason,
  };
}

/** One account of the mirror with its assignment and overrides. Throws `account_not_found`. */
export const getAccount = verb(
  'accounts:read',
  async (_context, { id }: { id: string }): Promise<AccountDetail> => {
    requireAccountId(id);
    const [row, rules] = await Promise.all([
      db().account.findUnique({
        where: { id },
        include: {
          // Of a bulk job's change, what it did is far more than who made it and why.
          overrides: {
            include: { change: { select: { actorName: true, reason: true } } },
            orderBy: { cell: 'asc' },
          },
          template: { include: { current: true } },
        },
      }),
      currentRules(db()),
    ]);
    if (!row) throw accountNotFound(id);
    const traits = traitsOf(row);
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      country: row.country,
      controller: controllerKind(traits),
      tags: row.tags,
      template: { key: row.templateKey, name: row.template.current.name, by: row.assignedBy },
      disconnectedAt: row.disconnectedAt?.toISOString() ?? null,
      traits,
      defaultCurrency: row.defaultCurrency,
      stripeCreatedAt: row.stripeCreatedAt?.toISOString() ?? null,
      syncedAt: row.syncedAt.toISOString(),
      revision: row.policyRevision,
      assignment: {
        template: row.templateKey,
        by: row.assignedBy,
        explicit: row.assignedTemplateKey,
        byRules: assign(null, rules, traits),
      },
      overrides: row.overrides.map(overrideView),
    };
  },
);
