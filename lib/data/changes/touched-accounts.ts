import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { CeilingTraits } from '@/lib/domain/account-class';
import type { ClassSide } from '@/lib/domain/fates';
import { flipsOf, type TouchedAccount } from '@/lib/domain/touched';
import type { Page } from '@/lib/domain/views';
import { ceilingColumns } from '../account-classes';
import { pageOf } from '../cursor';
import { inForceSql } from '../override-sql';
import { editedAccounts, type Reach, reachOf } from './affected-classes';
import type { Affecting } from './affecting';

/**
 * Up to so many touched accounts are all found and then sorted. Where there are more, going through
 * accounts by name fills a page soon.
 */
const FEW = 10_000;

/** The account behind which a page starts; null for the first page. */
export type Place = readonly [name: string, id: string] | null;

type Row = CeilingTraits & {
  id: string;
  name: string;
  before: string;
  after: string;
  overrides: ClassSide['overrides'] | null;
};

const behind = (place: Place) =>
  place ? Prisma.sql`(name, id) > (${place[0]}, ${place[1]})` : Prisma.sql`TRUE`;

/** A query for accounts as `reach.touched` looks at them. */
const sides = ({ edited, assigned }: Reach, where: Prisma.Sql) => Prisma.sql`
  SELECT id, name, template_key AS before, ${assigned ?? Prisma.sql`template_key`} AS after
  FROM account
  WHERE id <> ALL(${edited}::text[]) AND ${where}`;

/** Accounts of the touched templates, each template in the order of its own index. */
const ofTemplates = (reach: Reach, place: Place, rows: number) => Prisma.sql`
  SELECT a.* FROM unnest(${reach.templates}::text[]) AS t(key) CROSS JOIN LATERAL (
    SELECT a.* FROM (${sides(reach, Prisma.sql`template_key = t.key AND ${behind(place)}`)}) a
    WHERE ${reach.touched ?? Prisma.sql`TRUE`} ORDER BY name, id LIMIT ${rows}
  ) a`;

const byName = (reach: Reach, place: Place, rows: number) => Prisma.sql`
  SELECT a.* FROM (${sides(reach, behind(place))}) a
  WHERE ${reach.touched ?? Prisma.sql`TRUE`} ORDER BY name, id LIMIT ${rows}`;

const allOfThem = (reach: Reach, place: Place) => Prisma.sql`
  SELECT * FROM (
    WITH found AS MATERIALIZED (
      SELECT a.* FROM (${sides(reach, Prisma.sql`TRUE`)}) a WHERE ${reach.touched ?? Prisma.sql`TRUE`}
    ) SELECT * FROM found
  ) found WHERE ${behind(place)}`;

async function areFew(tx: Db, reach: Reach): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM (${sides(reach, Prisma.sql`TRUE`)}) a WHERE ${reach.touched ?? Prisma.sql`TRUE`} LIMIT ${FEW + 1}
    ) found`);
  return (found?.count ?? 0) <= FEW;
}

/** A query for the touched accounts that are not edited themselves, the first of them at least. */
async function standing(
  tx: Db,
  reach: Reach | null,
  place: Place,
  rows: number,
  total: number | null,
): Promise<Prisma.Sql | null> {
  if (reach === null) return null;
  if (!reach.beyond) return ofTemplates(reach, place, rows);
  const few = total === null ? await areFew(tx, reach) : total <= FEW;
  return few ? allOfThem(reach, place) : byName(reach, place, rows);
}

/**
 * A page of the accounts that a change touches, by name and id, each with what comes to another
 * value for it. These are the accounts that its impact counts. `total` is how many there are, where
 * that is known already.
 */
export async function touchedPage(
  tx: Db,
  affecting: Affecting,
  { place, limit }: { place: Place; limit: number },
  total: number | null = null,
): Promise<Page<TouchedAccount>> {
  const { before, after, at } = affecting;
  const edited = new Map(editedAccounts(affecting).map((one) => [one.example, one]));
  const others = await standing(tx, reachOf(affecting), place, limit + 1, total);
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT p.id, p.name, p.before, p.after, ${ceilingColumns(Prisma.sql`a`)},
           (SELECT jsonb_object_agg(cell, setting::text) FROM override
             WHERE account_id = p.id AND ${inForceSql(at)}) AS overrides
    FROM (
      SELECT id, name, before, after FROM (
        SELECT id, name, template_key AS before, template_key AS after FROM account
        WHERE id = ANY(${[...edited.keys()]}::text[]) AND ${behind(place)}
        ${others ? Prisma.sql`UNION ALL SELECT id, name, before, after FROM (${others}) o` : Prisma.empty}
      ) touched ORDER BY name, id LIMIT ${limit + 1}
    ) p JOIN account a ON a.id = p.id
    ORDER BY p.name, p.id`);
  const page = pageOf(
    rows,
    limit,
    ({ name, id }) => [name, id],
    (row) => row,
  );
  const classes = page.data.map(({ id, name: _name, before, after, overrides, ...traits }) => {
    const side = (template: string): ClassSide => ({ template, overrides: overrides ?? {} });
    return edited.get(id) ?? { traits, before: side(before), after: side(after) };
  });
  const flips = flipsOf(classes, {
    before: before.templates,
    after: after.templates,
    preview: affecting.preview,
  });
  return {
    data: page.data.map(({ id, name }, index) => ({ id, name, flips: flips[index] ?? [] })),
    nextCursor: page.nextCursor,
  };
}
