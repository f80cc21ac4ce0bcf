import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import type { EditOf } from '@/lib/domain/edits';
import { type Context, verb } from '../context';
import { lockPolicy } from '../policy-lock';
import { applyNew, effectiveAt } from './apply-change';
import { weigh } from './weigh';

/** Most accounts whose overrides one change ends; further ones wait for the next. */
const MAX_ACCOUNTS = 200;

const REASON = 'Overrides whose time is over';

/** The kept changes whose time has come, the earliest first. */
export const dueChanges = verb('policy:read', async ({ now }): Promise<string[]> => {
  const rows = await db().change.findMany({
    where: { status: 'scheduled', applyAt: { lte: now } },
    orderBy: [{ applyAt: 'asc' }, { createdAt: 'asc' }],
    select: { id: true },
    take: 100,
  });
  return rows.map(({ id }) => id);
});

/** The next moment at which something is due by itself; null where nothing is. */
export const nextDue = verb('policy:read', async (): Promise<Date | null> => {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT least(
      (SELECT min(apply_at) FROM change WHERE status = 'scheduled'),
      (SELECT min(expires_at) FROM override)) AS at`;
  return row?.at ?? null;
});

async function expiredEdits(tx: Db, now: Date): Promise<EditOf<'account.override'>[]> {
  const rows = await tx.$queryRaw<{ account: string; cells: Cell[] }[]>`
    SELECT account_id AS account, array_agg(cell ORDER BY cell) AS cells
    FROM override WHERE expires_at <= ${now}
    GROUP BY account_id ORDER BY min(expires_at), account_id LIMIT ${MAX_ACCOUNTS}`;
  return rows.map(({ account, cells }) => ({
    op: 'account.override',
    account,
    set: Object.fromEntries(cells.map((cell) => [cell, 'inherit' as const])),
    expiresAt: null,
    note: null,
  }));
}

async function run(tx: Db, context: Context): Promise<number> {
  await lockPolicy(tx, 'exclusive');
  const edits = await expiredEdits(tx, context.now);
  if (edits.length === 0) return 0;
  const id = randomUUID();
  const at = await effectiveAt(tx, context.now);
  const content = { reason: REASON, edits };
  const weighing = await weigh(tx, content, { changeId: id, at });
  await applyNew(tx, context, { id, content, reverts: null }, weighing, at);
  return edits.length;
}

/**
 * Takes overrides out of policy whose time is over, as a change of the product's own. It decides
 * nothing: they have counted as gone since the second of their expiry. So it needs no approval, and
 * whichever instance does it, it happens once. Returns how many accounts it touched.
 */
export const expireOverrides = verb(
  'policy:write',
  (context): Promise<number> => db().$transaction((tx) => run(tx, context)),
);
