import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { AccountEffect } from '@/lib/domain/apply-edits';
import type { Cell } from '@/lib/domain/cells';
import { assign } from '@/lib/domain/rule-match';
import type { Rules } from '@/lib/domain/rules';
import type { AccountState, OverrideState } from '@/lib/domain/state';
import type { Traits } from '@/lib/domain/traits';
import { traitsOf } from '../account-rows';
import { keepAllTraits } from '../account-traits';
import { asJson } from './kept-change';
import { lost, type Stamp } from './stamp';

/** The traits of each account with the tags that it comes to have. */
async function traitsAfter(
  tx: Db,
  effects: readonly AccountEffect[],
): Promise<ReadonlyMap<string, Traits>> {
  const ids = effects.map(({ after }) => after.account);
  const rows = await tx.account.findMany({ where: { id: { in: ids } } });
  const found = new Map(rows.map((row) => [row.id, traitsOf(row)]));
  return new Map(
    effects.map(({ after }) => {
      const traits = found.get(after.account);
      if (!traits) throw lost('account', after.account);
      return [after.account, { ...traits, tags: after.tags }];
    }),
  );
}

/** Points the accounts to their new state; none of them may have another revision by now. */
async function storeRows(
  tx: Db,
  effects: readonly AccountEffect[],
  rules: Rules,
  traits: ReadonlyMap<string, Traits>,
): Promise<void> {
  const rows = effects.map(({ before, after }) => {
    const assigned = assign(after.template, rules, traits.get(after.account) as Traits);
    return {
      id: after.account,
      before: before.revision,
      revision: after.revision,
      tags: after.tags,
      explicit: after.template,
      template: assigned.template,
      by: assigned.by,
    };
  });
  const updated = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    UPDATE account SET policy_revision = n.revision, tags = n.tags,
      assigned_template_key = n.explicit, template_key = n.template, assigned_by = n.by
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(
      id text, before int, revision int, tags text[], explicit text, template text, by assigned_by)
    WHERE account.id = n.id AND account.policy_revision = n.before
    RETURNING account.id`);
  const stored = new Set(updated.map(({ id }) => id));
  const missing = rows.find(({ id }) => !stored.has(id));
  if (missing) throw lost('account', missing.id);
}

const cellsOf = (state: AccountState) => Object.entries(state.overrides) as [Cell, OverrideState][];

/** Replaces the rows of the overrides that changed. */
async function storeOverrides(tx: Db, effects: readonly AccountEffect[]): Promise<void> {
  const gone = effects.flatMap(({ before, after }) =>
    cellsOf(before)
      .filter(([cell, state]) => after.overrides[cell] !== state)
      .map(([cell]) => ({ account: before.account, cell })),
  );
  const fresh = effects.flatMap(({ before, after }) =>
    cellsOf(after)
      .filter(([cell, state]) => before.overrides[cell] !== state)
      .map(([cell, state]) => ({ accountId: after.account, cell, ...state })),
  );
  if (gone.length > 0) {
    await tx.$executeRaw`
      DELETE FROM override USING jsonb_to_recordset(${JSON.stringify(gone)}::jsonb)
        AS gone(account text, cell text)
      WHERE override.account_id = gone.account AND override.cell = gone.cell`;
  }
  if (fresh.length > 0) await tx.override.createMany({ data: fresh });
}

/**
 * Writes what a change does to accounts: their rows, traits where tags changed, overrides and
 * revisions. As many statements for hundreds of accounts as for one.
 */
export async function storeAccounts(
  tx: Db,
  effects: readonly AccountEffect[],
  rules: Rules,
  { changeId, at }: Stamp,
): Promise<void> {
  if (effects.length === 0) return;
  const traits = await traitsAfter(tx, effects);
  await storeRows(tx, effects, rules, traits);
  const tagged = effects.filter(({ before, after }) => after.tags !== before.tags);
  if (tagged.length > 0) {
    const lines = tagged.map(({ after: { account: id } }) => ({
      id,
      traits: traits.get(id) as Traits,
    }));
    await keepAllTraits(tx, lines, at);
  }
  await storeOverrides(tx, effects);
  await tx.accountRevision.createMany({
    data: effects.map(({ after }) => ({
      accountId: after.account,
      revision: after.revision,
      assignedTemplateKey: after.template,
      tags: [...after.tags],
      overrides: asJson(after.overrides),
      changeId,
      validFrom: at,
    })),
  });
}
