import 'server-only';
import { z } from 'zod';
import { db, Prisma } from '@/lib/db';
import type { Drift } from '@/lib/domain/predict';
import { accountId, flag, searchWord } from '@/lib/domain/text';
import type { DriftView, Page } from '@/lib/domain/views';
import { requireAccountId } from './account-rows';
import { verb } from './context';
import { pageOf, unpackCursor } from './cursor';
import { asAppError } from './database-errors';

/**
 * Keeps in which cells an account's session differed at a moment, in one statement; what differed
 * before and now does not has ended. Where an account neither drifts nor did, there is nothing to
 * keep. For verbs only: it checks no permission.
 */
export async function keepDrift(account: string, drift: readonly Drift[], at: Date): Promise<void> {
  const seen = Prisma.sql`
    jsonb_to_recordset(${JSON.stringify(drift)}::jsonb)
      AS seen(cell text, predicted boolean, answered boolean)`;
  const same = Prisma.sql`(drift.predicted IS NOT DISTINCT FROM EXCLUDED.predicted
    AND drift.answered IS NOT DISTINCT FROM EXCLUDED.answered)`;
  // In the order of their names, so that two sessions of one account never wait for each other.
  const keep = Prisma.sql`
    INSERT INTO drift (account_id, cell, predicted, answered, count, first_seen, last_seen)
    SELECT ${account}, cell, predicted, answered, 1, ${at}, ${at} FROM ${seen} ORDER BY cell
    ON CONFLICT (account_id, cell) DO UPDATE SET
      count = CASE WHEN ${same} THEN drift.count + 1 ELSE 1 END,
      first_seen = CASE WHEN ${same} THEN least(drift.first_seen, EXCLUDED.first_seen)
        ELSE EXCLUDED.first_seen END,
      last_seen = greatest(drift.last_seen, EXCLUDED.last_seen),
      predicted = EXCLUDED.predicted,
      answered = EXCLUDED.answered,
      ended_at = NULL`;
  // A session that ended while this one was being made may have seen what this one did not.
  const end = Prisma.sql`
    UPDATE drift SET ended_at = ${at}
    WHERE account_id = ${account} AND ended_at IS NULL AND last_seen < ${at}
      AND cell NOT IN (SELECT cell FROM ${seen})`;
  const drifting =
    drift.length > 0
      ? Prisma.sql`TRUE`
      : Prisma.sql`EXISTS (SELECT 1 FROM drift
          WHERE account_id = ${account} AND ended_at IS NULL AND last_seen >= ${at})`;
  try {
    await db().$executeRaw(Prisma.sql`
      WITH kept AS (${keep}), ended AS (${end})
      UPDATE account SET drifting = ${drifting}
      WHERE id = ${account} AND drifting <> ${drifting}`);
  } catch (error) {
    throw asAppError(error);
  }
}

interface Row extends Omit<DriftView, 'account' | 'firstSeen' | 'lastSeen' | 'endedAt'> {
  accountId: string;
  name: string;
  firstSeen: Date;
  lastSeen: Date;
  endedAt: Date | null;
}

const view = ({ accountId, name, firstSeen, lastSeen, endedAt, ...row }: Row): DriftView => ({
  account: { id: accountId, name },
  ...row,
  firstSeen: firstSeen.toISOString(),
  lastSeen: lastSeen.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

function read(which: Prisma.Sql, limit: number): Promise<Row[]> {
  return db().$queryRaw<Row[]>(Prisma.sql`
    SELECT d.account_id AS "accountId", a.name, d.cell, d.predicted, d.answered, d.count,
           d.first_seen AS "firstSeen", d.last_seen AS "lastSeen", d.ended_at AS "endedAt"
    FROM (
      SELECT * FROM drift d WHERE ${which}
      ORDER BY d.last_seen DESC, d.account_id, d.cell LIMIT ${limit}
    ) d JOIN account a ON a.id = d.account_id
    ORDER BY d.last_seen DESC, d.account_id, d.cell`);
}

/** Filters of drift, as query parameters of the API and of the page. */
export const driftFilter = z.strictObject({
  account: accountId.optional(),
  cell: searchWord(201).optional().describe('A cell by its name, also one that the catalog lacks.'),
  past: flag.optional().describe('Also what has ended: a later session was as predicted.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type DriftFilter = Partial<z.output<typeof driftFilter>>;

/** The place behind which a page starts: a later sight of the same cell stands before it. */
function behind(cursor: string): Prisma.Sql {
  const [seen = '', account, cell] = unpackCursor(cursor, 3);
  const at = new Date(Number(seen));
  if (!/^\d{1,15}$/.test(seen)) unpackCursor('', 3);
  return Prisma.sql`(d.last_seen < ${at}
    OR (d.last_seen = ${at} AND (d.account_id, d.cell) > (${account}, ${cell})))`;
}

/** Where Stripe's answers differ from what was predicted, the latest sight first. */
export const listDrift = verb(
  'policy:read',
  async (_context, filter: DriftFilter): Promise<Page<DriftView>> => {
    const { account, cell, past, limit = 50, cursor } = filter;
    const all = [
      Prisma.sql`TRUE`,
      ...(past ? [] : [Prisma.sql`d.ended_at IS NULL`]),
      ...(account ? [Prisma.sql`d.account_id = ${account}`] : []),
      ...(cell ? [Prisma.sql`d.cell = ${cell}`] : []),
      ...(cursor === undefined ? [] : [behind(cursor)]),
    ];
    const rows = await read(Prisma.join(all, ' AND '), limit + 1);
    return pageOf(
      rows,
      limit,
      (row) => [String(row.lastSeen.getTime()), row.accountId, row.cell],
      view,
    );
  },
);

/** Most cells of one account that are shown; the catalog has fewer. */
const MOST = 200;

/** An account's drift, the latest first, and what has ended of it too. Empty where there never was any. */
export const driftOfAccount = verb(
  'policy:read',
  async (_context, { account }: { account: string }): Promise<DriftView[]> => {
    requireAccountId(account);
    return (await read(Prisma.sql`d.account_id = ${account}`, MOST)).map(view);
  },
);

/** The cells that drift now, by how many accounts do. */
export const driftingCells = verb(
  'policy:read',
  async (_context, { limit }: { limit: number }): Promise<{ cell: string; accounts: number }[]> =>
    db().$queryRaw(Prisma.sql`
      SELECT cell, count(*)::int AS accounts FROM drift WHERE ended_at IS NULL
      GROUP BY cell ORDER BY accounts DESC, cell LIMIT ${limit}`),
);
