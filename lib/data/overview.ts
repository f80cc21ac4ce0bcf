import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import type { Overview } from '@/lib/domain/views';
import { verb } from './context';
import { overviewCounts } from './overview-counts';

const DAY_MS = 86_400_000;
const EXPIRING_DAYS = 14;
const SHOWN = 8;

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

function recentChanges(tx: Db): Promise<Overview['changes']> {
  // Not the diffs themselves: one of a bulk job has a line for each of hundreds of accounts.
  return tx.$queryRaw<Overview['changes']>(Prisma.sql`
    SELECT id::text, reason, actor_name AS "by",
           to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
           jsonb_array_length(diff) AS lines
    FROM change WHERE applied_at IS NOT NULL ORDER BY applied_at DESC LIMIT ${SHOWN}`);
}

/**
 * What is going on, at one glance: each figure has a list behind it. What is counted over all accounts
 * is of `countedAt`, which is now but on a platform with very many; the lists are always of now.
 */
export const getOverview = verb('policy:read', async (context): Promise<Overview> => {
  const at = context.now;
  const counts = await overviewCounts(at);
  return db().$transaction(
    async (tx) => ({
      at: at.toISOString(),
      ...counts,
      expiring: await expiring(tx, at),
      changes: await recentChanges(tx),
    }),
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
});
