import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { type Cell, cellsWith } from '@/lib/domain/cells';
import type { ClassSide } from '@/lib/domain/fates';
import type { Guardrail } from '@/lib/domain/governance';
import { OverrideMarks } from '../override-marks';
import { inForceSql } from '../override-sql';
import { offeredPreview } from '../preview';
import { guardKeySql } from './guard-key-sql';
import { rowsOf } from './rows-of';

/** Which accounts are counted, and what tells them apart. */
export interface Counting {
  /** Accounts that are left out. */
  edited: string[];
  /** The cells whose overrides can matter; left out, all. */
  cells?: Cell[];
  /** SQL over `account` for the template that an account comes to have; null: the one it has. */
  assigned: Prisma.Sql | null;
  /** SQL over rows `a` with the templates `before` and `after`: which are counted; null: all. */
  touched: Prisma.Sql | null;
}

/** Accounts that a change cannot tell apart, on both sides. */
export interface Counted {
  before: string;
  after: string;
  class: number;
  overrides: ClassSide['overrides'];
  accounts: number;
  /** One of them, where there are guardrails. */
  example: string;
}

/** A query for accounts as they are told apart; what of it nobody names is not looked at. */
function accountsSql(guardrails: readonly Guardrail[], { edited, assigned }: Counting): Prisma.Sql {
  const which = edited.length > 0 ? Prisma.sql`WHERE id <> ALL(${edited}::text[])` : Prisma.empty;
  return Prisma.sql`
    SELECT id, template_key AS before, ${assigned ?? Prisma.sql`template_key`} AS after,
           ceiling_class AS class, overrides_key AS key, ${guardKeySql(guardrails)} AS "guardKey"
    FROM account ${which}`;
}

const touchedSql = ({ touched }: Counting) => touched ?? Prisma.sql`TRUE`;

const exampleSql = (guardrails: readonly Guardrail[]) =>
  guardrails.length > 0 ? Prisma.sql`min(a.id)` : Prisma.sql`''`;

/** Groups of accounts with the same overrides, column by column: by row there would be much to read. */
interface Columns {
  own: string;
  before: string[];
  /** null where no template comes to be another. */
  after: string[] | null;
  class: number[];
  accounts: number[];
  /** null where nobody asks for examples. */
  example: string[] | null;
}

/** A query for the groups of some rows of accounts as they are told apart, with `own` for their overrides. */
const columnsSql = (rows: Prisma.Sql, guarded: boolean, moves: boolean): Prisma.Sql => Prisma.sql`
  SELECT own, array_agg(before) AS before, array_agg(class) AS class, array_agg(accounts) AS accounts,
         ${moves ? Prisma.sql`array_agg(after)` : Prisma.sql`NULL`} AS after,
         ${guarded ? Prisma.sql`array_agg(example)` : Prisma.sql`NULL`} AS example
  FROM (${rows}) g GROUP BY own`;

const rowsFrom = (
  { before, after, class: classes, accounts, example }: Columns,
  overrides: ClassSide['overrides'],
): Counted[] =>
  before.map((template, place) => ({
    before: template,
    after: after?.[place] ?? template,
    class: classes[place] ?? 0,
    overrides,
    accounts: accounts[place] ?? 0,
    example: example?.[place] ?? '',
  }));

const exists = ({ cells }: Counting) =>
  cells ? Prisma.sql`AND cell = ANY(${[...cells]}::text[])` : Prisma.empty;

/**
 * Counts the accounts with overrides that can matter. Of accounts with the same overrides, those of one
 * are looked at.
 */
export async function countDeviating(
  tx: Db,
  guardrails: readonly Guardrail[],
  at: Date,
  counting: Counting,
): Promise<Counted[]> {
  // Those of many cells are put together in memory. By the collation that no index of overrides has,
  // they are joined at once: the database takes the accounts that are alike for fewer than they are,
  // and would look up the overrides of one after another, and that twice as long.
  await tx.$queryRaw`SELECT set_config('work_mem', '64MB', true)`;
  const cells = counting.cells ?? cellsWith(offeredPreview()).map(({ cell }) => cell);
  const marks = new OverrideMarks(cells);
  const groups = await rowsOf<Columns>(
    tx,
    columnsSql(
      Prisma.sql`
        WITH overridden AS MATERIALIZED (
          SELECT a.id, a.before, a.after, a.class, a.key, a."guardKey"
          FROM (${accountsSql(guardrails, counting)}) a
          WHERE a.key IS NOT NULL AND ${touchedSql(counting)}
        ), alike AS MATERIALIZED (
          SELECT key, min(id COLLATE "C") AS account_id FROM overridden GROUP BY key
        )
        SELECT a.before, a.after, a.class, o.own,
               count(*)::int AS accounts, ${exampleSql(guardrails)} AS example
        FROM overridden a JOIN alike USING (key) JOIN (${marks.sql(Prisma.sql`
          account_id IN (SELECT account_id FROM alike) AND ${inForceSql(at)} ${exists(counting)}`)}
        ) o USING (account_id)
        GROUP BY a.before, a.after, a.class, a."guardKey", o.own`,
      guardrails.length > 0,
      counting.assigned !== null,
    ),
  );
  return groups.flatMap((group) => rowsFrom(group, marks.read(group.own)));
}

const keyOf = ({ before, after, class: number }: Counted) => `${before} ${after} ${number}`;

/**
 * Counts the accounts without such overrides, given those that have some. Where no guardrail asks for
 * an example, all accounts are counted, which an index alone can answer, and the others taken off.
 */
export async function countOthers(
  tx: Db,
  guardrails: readonly Guardrail[],
  at: Date,
  counting: Counting,
  deviating: readonly Counted[],
): Promise<Counted[]> {
  const apart =
    guardrails.length > 0 && deviating.length > 0
      ? Prisma.sql`AND a.id NOT IN (SELECT account_id FROM override WHERE ${inForceSql(at)} ${exists(counting)})`
      : Prisma.empty;
  const [group] = await rowsOf<Columns>(
    tx,
    columnsSql(
      Prisma.sql`
        SELECT a.before, a.after, a.class, '' AS own, count(*)::int AS accounts,
               ${exampleSql(guardrails)} AS example
        FROM (${accountsSql(guardrails, counting)}) a
        WHERE ${touchedSql(counting)} ${apart}
        GROUP BY a.before, a.after, a.class, a."guardKey"`,
      guardrails.length > 0,
      counting.assigned !== null,
    ),
  );
  const all = group ? rowsFrom(group, {}) : [];
  if (guardrails.length > 0) return all;
  const others = new Map(all.map((row) => [keyOf(row), row]));
  for (const row of deviating) {
    const whole = others.get(keyOf(row));
    if (whole) whole.accounts -= row.accounts;
  }
  return all.filter(({ accounts }) => accounts > 0);
}
