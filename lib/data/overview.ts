import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { LIMITING_CLASSES } from '@/lib/domain/alone';
import type { CeilingCode } from '@/lib/domain/ceiling';
import type { Cell } from '@/lib/domain/cells';
import { limitedCells, settingsOfLayers } from '@/lib/domain/limited-cells';
import { chainOf } from '@/lib/domain/template-use';
import type { Overview } from '@/lib/domain/views';
import { type Counted, countDeviating, countOthers } from './changes/class-counts';
import { verb } from './context';
import { countAll } from './count-all';
import { loadTemplates } from './templates';

const DAY_MS = 86_400_000;
const EXPIRING_DAYS = 14;
const MINT_DAYS = 14;
const SHOWN = 8;

/** Every account, by what tells accounts apart here: those with overrides in force, and the others. */
async function classes(tx: Db, at: Date): Promise<{ deviating: Counted[]; others: Counted[] }> {
  const all = { edited: [], assigned: null, touched: null };
  const deviating = await countDeviating(tx, [], at, all);
  return { deviating, others: await countOthers(tx, [], at, all, deviating) };
}

type Classes = Awaited<ReturnType<typeof classes>>;

async function ceilings(tx: Db, { deviating, others }: Classes): Promise<Overview['ceilings']> {
  const { states } = await loadTemplates(tx);
  const chains = new Map(
    [...states.keys()].map((key) => [key, chainOf(states, key).map(({ settings }) => settings)]),
  );
  const counted = new Map<string, { cell: Cell; code: CeilingCode; accounts: number }>();
  for (const { before, class: number, overrides, accounts } of [...deviating, ...others]) {
    const traits = LIMITING_CLASSES[number];
    if (!traits) continue;
    const settings = settingsOfLayers([overrides, ...(chains.get(before) ?? [])]);
    for (const { cell, code } of limitedCells(settings, traits)) {
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

function byTemplateOf(rows: readonly Counted[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { before, accounts } of rows) {
    counts.set(before, (counts.get(before) ?? 0) + accounts);
  }
  return counts;
}

async function byTemplate(tx: Db, classes: Classes): Promise<Overview['templates']> {
  const { states } = await loadTemplates(tx);
  const [deviating, others] = [byTemplateOf(classes.deviating), byTemplateOf(classes.others)];
  return [...states.values()]
    .filter(({ archived }) => !archived)
    .map(({ key, name }) => {
      const own = deviating.get(key) ?? 0;
      return { key, name, accounts: own + (others.get(key) ?? 0), deviating: own };
    })
    .sort((a, b) => b.accounts - a.accounts || a.name.localeCompare(b.name, 'en'));
}

async function mints(tx: Db, at: Date): Promise<Overview['mints']> {
  const today = Math.floor(at.getTime() / DAY_MS);
  const from = new Date((today - MINT_DAYS + 1) * DAY_MS);
  // Nearly all end well: these are counted from an index alone, less the few that did not.
  const day = (column: Prisma.Sql) =>
    Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
  const rows = await tx.$queryRaw<Overview['mints']>(Prisma.sql`
    WITH minted AS (
      SELECT ${day(Prisma.sql`at`)} AS day, count(*) AS mints FROM audit_entry
      WHERE action = 'session.mint' AND at >= ${from} GROUP BY 1
    ), unsettled AS (
      SELECT ${day(Prisma.sql`u.at`)} AS day,
             count(*) FILTER (WHERE u.outcome = 'failed') AS failed,
             count(*) FILTER (WHERE u.outcome = 'refused') AS refused,
             count(*) FILTER (WHERE u.outcome = 'unknown') AS unknown
      FROM audit_unsettled u JOIN audit_entry e ON e.id = u.entry_id
      WHERE u.outcome IN ('failed', 'refused', 'unknown') AND u.at >= ${from}
        AND e.action = 'session.mint'
      GROUP BY 1
    )
    SELECT day, (mints - coalesce(failed + refused + unknown, 0))::int AS succeeded,
           coalesce(failed, 0)::int AS failed, coalesce(refused, 0)::int AS refused,
           coalesce(unknown, 0)::int AS unknown
    FROM minted LEFT JOIN unsettled USING (day)`);
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: MINT_DAYS }, (_, index) => {
    const day = new Date((today - MINT_DAYS + 1 + index) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, succeeded: 0, failed: 0, refused: 0, unknown: 0 };
  });
}

function recentChanges(tx: Db): Promise<Overview['changes']> {
  // Not the diffs themselves: one of a bulk job has a line for each of hundreds of accounts.
  return tx.$queryRaw<Overview['changes']>(Prisma.sql`
    SELECT id::text, reason, actor_name AS "by",
           to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
           jsonb_array_length(diff) AS lines
    FROM change WHERE applied_at IS NOT NULL ORDER BY applied_at DESC LIMIT ${SHOWN}`);
}

/** What is going on, at one glance and from one snapshot: each figure has a list behind it. */
export const getOverview = verb('policy:read', async (context): Promise<Overview> => {
  const at = context.now;
  return countAll(async (tx) => {
    const all = await classes(tx, at);
    return {
      at: at.toISOString(),
      templates: await byTemplate(tx, all),
      expiring: await expiring(tx, at),
      changes: await recentChanges(tx),
      mints: await mints(tx, at),
      ceilings: await ceilings(tx, all),
    };
  });
});
