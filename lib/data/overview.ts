import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import { inputOfClass } from '@/lib/domain/account-class';
import type { CeilingCode } from '@/lib/domain/ceiling';
import { type Cell, findCell } from '@/lib/domain/cells';
import { decisionOf, type TemplateLayer } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import { chainOf } from '@/lib/domain/template-use';
import type { Overview } from '@/lib/domain/views';
import { accountClasses } from './account-classes';
import { verb } from './context';
import { deviatesSql } from './override-sql';
import { loadTemplates } from './templates';

const DAY_MS = 86_400_000;
const EXPIRING_DAYS = 14;
const MINT_DAYS = 14;
const SHOWN = 8;

/** A ceiling counts as biting where a layer, not only Stripe's default, wanted otherwise. */
async function ceilings(tx: Db, at: Date): Promise<Overview['ceilings']> {
  const { states } = await loadTemplates(tx);
  const counted = new Map<string, { cell: Cell; code: CeilingCode; accounts: number }>();
  for (const accountClass of await accountClasses(tx, at)) {
    const layers = chainOf(states, accountClass.template) as TemplateLayer[];
    const [assigned, ...ancestors] = layers;
    if (!assigned) continue;
    const policy = resolve(inputOfClass(accountClass, [assigned, ...ancestors], at));
    for (const { cell, code } of policy.ceilings) {
      const place = findCell(cell);
      const decision = place && decisionOf(policy, place.component, place.feature);
      if (decision?.lost[0]?.layer === 'stripe_default') continue;
      const key = `${cell} ${code}`;
      const entry = counted.get(key) ?? { cell, code, accounts: 0 };
      entry.accounts += accountClass.accounts;
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
    SELECT t.key, r.name, count(a.id)::int AS accounts,
           count(a.id) FILTER (WHERE ${deviatesSql(at)})::int AS deviating
    FROM template t
    JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
    LEFT JOIN account a ON a.template_key = t.key
    WHERE NOT r.archived
    GROUP BY t.key, r.name
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
    where: { status: 'applied' },
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
