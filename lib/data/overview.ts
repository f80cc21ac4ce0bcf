import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import type { CeilingCode } from '@/lib/domain/ceiling';
import type { Cell } from '@/lib/domain/cells';
import { limitedCells, settingsOfLayers } from '@/lib/domain/limited-cells';
import { chainOf } from '@/lib/domain/template-use';
import type { Overview } from '@/lib/domain/views';
import { accountClasses } from './account-classes';
import { verb } from './context';
import { inForceSql } from './override-sql';
import { loadTemplates } from './templates';

const DAY_MS = 86_400_000;
const EXPIRING_DAYS = 14;
const MINT_DAYS = 14;
const SHOWN = 8;

async function ceilings(tx: Db, at: Date): Promise<Overview['ceilings']> {
  const { states } = await loadTemplates(tx);
  const counted = new Map<string, { cell: Cell; code: CeilingCode; accounts: number }>();
  for (const { template, traits, overrides, accounts } of await accountClasses(tx, at)) {
    const chain = chainOf(states, template).map(({ settings }) => settings);
    for (const { cell, code } of limitedCells(settingsOfLayers([overrides, ...chain]), traits)) {
      const key = `${cell} ${code}`;
      const entry = counted.get(key) ?? { cell, code, accounts: 0 };
      entry.accounts += accounts;
      counted.set(key, entry);
    }
  }
  return [...counted.values()]
    .sort((a, b) => b.accounts - a.accounts || a.cell.localeCompare(b.cell))
    .slice(0, SHOWN);
}

async function expiring(tx: Db, at: Date): Promise<Overview['expiring']> {
  const rows = await tx.override.findMany({
    where: { expiresAt: { gt: at, lte: new Date(at.getTime() + EXPIRING_DAYS * DAY_MS) } },
    include: { account: { select: { name: true } } },
    orderBy: [{ expiresAt: 'asc' }, { accountId: 'asc' }, { cell: 'asc' }],
    take: SHOWN,
  });
  return rows.map((row) => ({
    account: { id: row.accountId, name: row.account.name },
    cell: row.cell as Cell,
    setting: row.setting,
    expiresAt: (row.expiresAt ?? at).toISOString(),
  }));
}

async function byTemplate(tx: Db, at: Date): Promise<Overview['templates']> {
  return tx.$queryRaw<Overview['templates']>(Prisma.sql`
    WITH assigned AS (
      SELECT template_key, count(*)::int AS accounts FROM account GROUP BY 1
    ), deviating AS (
      SELECT a.template_key, count(*)::int AS accounts
      FROM (SELECT DISTINCT account_id FROM override WHERE ${inForceSql(at)}) o
      JOIN account a ON a.id = o.account_id
      GROUP BY 1
    )
    SELECT t.key, r.name, coalesce(assigned.accounts, 0) AS accounts,
           coalesce(deviating.accounts, 0) AS deviating
    FROM template t
    JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
    LEFT JOIN assigned ON assigned.template_key = t.key
    LEFT JOIN deviating ON deviating.template_key = t.key
    WHERE NOT r.archived
    ORDER BY accounts DESC, r.name`);
}

async function mints(tx: Db, at: Date): Promise<Overview['mints']> {
  const today = Math.floor(at.getTime() / DAY_MS);
  const from = new Date((today - MINT_DAYS + 1) * DAY_MS);
  const rows = await tx.$queryRaw<Overview['mints']>(Prisma.sql`
    SELECT to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
           count(*) FILTER (WHERE o.result = 'succeeded')::int AS succeeded,
           count(*) FILTER (WHERE o.result = 'failed')::int AS failed,
           count(*) FILTER (WHERE o.result = 'refused')::int AS refused,
           count(*) FILTER (WHERE o.result IS NULL)::int AS unknown
    FROM audit_entry e LEFT JOIN audit_outcome o ON o.entry_id = e.id
    WHERE e.action = 'session.mint' AND e.at >= ${from}
    GROUP BY 1`);
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: MINT_DAYS }, (_, index) => {
    const day = new Date((today - MINT_DAYS + 1 + index) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, succeeded: 0, failed: 0, refused: 0, unknown: 0 };
  });
}

async function recentChanges(tx: Db): Promise<Overview['changes']> {
  const rows = await tx.change.findMany({
    where: { appliedAt: { not: null } },
    orderBy: { appliedAt: 'desc' },
    take: SHOWN,
    select: { id: true, reason: true, actorName: true, appliedAt: true, diff: true },
  });
  return rows.map((row) => ({
    id: row.id,
    reason: row.reason,
    by: row.actorName,
    at: (row.appliedAt ?? new Date(0)).toISOString(),
    lines: Array.isArray(row.diff) ? row.diff.length : 0,
  }));
}

/** What is going on, at one glance and from one snapshot: each figure has a list behind it. */
export const getOverview = verb('policy:read', async (context): Promise<Overview> => {
  const at = context.now;
  return db().$transaction(
    async (tx) => ({
      at: at.toISOString(),
      templates: await byTemplate(tx, at),
      expiring: await expiring(tx, at),
      changes: await recentChanges(tx),
      mints: await mints(tx, at),
      ceilings: await ceilings(tx, at),
    }),
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
});
