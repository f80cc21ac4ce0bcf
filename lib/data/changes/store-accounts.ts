import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { AccountEffect } from '@/lib/domain/apply-edits';
import type { Cell } from '@/lib/domain/cells';
import type { AppError } from '@/lib/domain/errors';
import { latest } from '@/lib/domain/latest';
import { assign } from '@/lib/domain/rule-match';
import type { Rules } from '@/lib/domain/rules';
import type { AccountState, OverrideState } from '@/lib/domain/state';
import type { Traits } from '@/lib/domain/traits';
import { keepAllTraits } from '../account-traits';
import { lost, type Stamp } from './stamp';

/** The traits of each account with the tags that it comes to have. */
function traitsAfter(
  effects: readonly AccountEffect[],
  known: ReadonlyMap<string, Traits>,
): ReadonlyMap<string, Traits> {
  return new Map(
    effects.map(({ after }) => {
      const traits = known.get(after.account);
      if (!traits) throw lost('account', after.account);
      return [after.account, { ...traits, tags: after.tags }];
    }),
  );
}

/** Whether an account has overrides that do not expire, and when the last of the others does. */
function lastingOf({ overrides }: AccountState): { lasting: boolean; last: Date | null } {
  const ends = Object.values(overrides).map(({ expiresAt }) => expiresAt);
  return { lasting: ends.includes(null), last: latest(ends) };
}

/**
 * Points the accounts to their new state and keeps their revisions, in one statement; none of them
 * may have another revision by now.
 */
async function storeStates(
  tx: Db,
  effects: readonly AccountEffect[],
  rules: Rules,
  traits: ReadonlyMap<string, Traits>,
  { changeId, at }: Stamp,
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
      overrides: after.overrides,
      ...lastingOf(after),
    };
  });
  const stored = await tx.$executeRaw(Prisma.sql`
    WITH stored AS (
      UPDATE account SET policy_revision = n.revision, tags = n.tags,
        assigned_template_key = n.explicit, template_key = n.template, assigned_by = n.by,
        lasting_overrides = n.lasting, last_expiry_at = n.last,
        overrides_key = CASE WHEN n.overrides <> '{}' THEN overrides_key(n.overrides) END
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(
        id text, before int, revision int, tags text[], explicit text, template text,
        by assigned_by, overrides jsonb, lasting boolean, last timestamptz)
      WHERE account.id = n.id AND account.policy_revision = n.before
      RETURNING n.id, n.revision, n.explicit, n.tags, n.overrides
    )
    INSERT INTO account_revision
      (account_id, revision, assigned_template_key, tags, overrides, change_id, valid_from)
    SELECT id, revision, explicit, tags, overrides, ${changeId}::uuid, ${at} FROM stored`);
  if (stored !== rows.length) throw await firstLost(tx, effects);
}

/** Which of the accounts has another revision than was to be stored. */
async function firstLost(tx: Db, effects: readonly AccountEffect[]): Promise<AppError> {
  const rows = await tx.account.findMany({
    where: { id: { in: effects.map(({ after }) => after.account) } },
    select: { id: true, policyRevision: true },
  });
  const now = new Map(rows.map(({ id, policyRevision }) => [id, policyRevision]));
  const one = effects.find(({ after }) => now.get(after.account) !== after.revision);
  return lost('account', (one ?? effects[0])?.after.account ?? '');
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
  if (fresh.length > 0) {
    await tx.$executeRaw`
      INSERT INTO override (account_id, cell, setting, note, expires_at, decided_at, change_id)
      SELECT * FROM json_to_recordset(${JSON.stringify(fresh)}::json) AS fresh(
        "accountId" text, cell text, setting decided_setting, note text,
        "expiresAt" timestamptz, "decidedAt" timestamptz, "changeId" uuid)`;
  }
}

/**
 * Writes what a change does to accounts, given their traits before it: their rows, revisions and
 * overrides, and traits where tags changed. As many statements for a thousand accounts as for one.
 */
export async function storeAccounts(
  tx: Db,
  effects: readonly AccountEffect[],
  rules: Rules,
  known: ReadonlyMap<string, Traits>,
  stamp: Stamp,
): Promise<void> {
  if (effects.length === 0) return;
  const traits = traitsAfter(effects, known);
  await storeStates(tx, effects, rules, traits, stamp);
  const tagged = effects.filter(({ before, after }) => after.tags !== before.tags);
  if (tagged.length > 0) {
    const lines = tagged.map(({ after: { account: id } }) => ({
      id,
      traits: traits.get(id) as Traits,
    }));
    await keepAllTraits(tx, lines, stamp.at);
  }
  await storeOverrides(tx, effects);
}
