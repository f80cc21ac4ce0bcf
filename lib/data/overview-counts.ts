import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import { LIMITING_CLASSES } from '@/lib/domain/alone';
import { saidByTemplate } from '@/lib/domain/layers';
import { limitedCounts } from '@/lib/domain/limited-counts';
import type { Overview } from '@/lib/domain/views';
import { type Counted, countDeviating, countOthers } from './changes/class-counts';
import { loadWorldOf } from './changes/load-world';
import { countAll } from './count-all';
import { KeptFigure } from './kept-figure';

const DAY_MS = 86_400_000;
const MINT_DAYS = 14;
const SHOWN = 8;

/** With fewer accounts than this, counting them anew takes no time that anybody notices. */
const MANY = 100_000;

/** What the overview counts over all accounts and mints, all of one moment. */
export type OverviewCounts = Pick<Overview, 'countedAt' | 'templates' | 'ceilings' | 'mints'>;

/** Every account, by what tells accounts apart here: those with overrides in force, and the others. */
async function classes(tx: Db, at: Date): Promise<{ deviating: Counted[]; others: Counted[] }> {
  const all = { edited: [], assigned: null, touched: null };
  const deviating = await countDeviating(tx, [], at, all);
  return { deviating, others: await countOthers(tx, [], at, all, deviating) };
}

type Classes = Awaited<ReturnType<typeof classes>>;
type Templates = Awaited<ReturnType<typeof loadWorldOf>>['templates'];

function ceilings({ deviating, others }: Classes, states: Templates): Overview['ceilings'] {
  const settings = new Map([...states.keys()].map((key) => [key, saidByTemplate(states, key)]));
  const standing = [...deviating, ...others].flatMap((row) => {
    const traits = LIMITING_CLASSES[row.class];
    const { before: template, overrides, accounts } = row;
    return traits ? [{ template, traits, overrides, accounts }] : [];
  });
  return limitedCounts(standing, settings)
    .sort((a, b) => b.accounts - a.accounts || a.cell.localeCompare(b.cell))
    .slice(0, SHOWN);
}

function byTemplateOf(rows: readonly Counted[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { before, accounts } of rows) {
    counts.set(before, (counts.get(before) ?? 0) + accounts);
  }
  return counts;
}

function byTemplate(classes: Classes, states: Templates): Overview['templates'] {
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

function count(at: Date): Promise<OverviewCounts> {
  return countAll(async (tx) => {
    const all = await classes(tx, at);
    const { templates } = await loadWorldOf(tx, []);
    return {
      countedAt: at.toISOString(),
      templates: byTemplate(all, templates),
      mints: await mints(tx, at),
      ceilings: ceilings(all, templates),
    };
  });
}

const kept = new KeptFigure(count);

/** Whether there are so many accounts that a page cannot wait for all of them to be counted. */
async function areMany(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ many: boolean }[]>(Prisma.sql`
    SELECT reltuples > ${MANY} AS many FROM pg_class WHERE oid = 'account'::regclass`);
  return row?.many ?? false;
}

/**
 * What is counted over all accounts, as of `countedAt`. That is now, but where there are very many
 * accounts: then it is the latest count, and if that is not recent, a new one is begun for whoever
 * asks next. A count that is too old is never given: then this waits for the new one.
 */
export async function overviewCounts(at: Date): Promise<OverviewCounts> {
  return (await areMany()) ? kept.read(at) : count(at);
}
