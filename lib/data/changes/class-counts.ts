import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import type { ClassSide } from '@/lib/domain/fates';
import type { Guardrail } from '@/lib/domain/governance';
import { inForceSql } from '../override-sql';
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
  guardKey: string;
  overrides: ClassSide['overrides'];
  accounts: number;
  /** One of them, where there are guardrails. */
  example: string;
}

/** A query for accounts as they are told apart. It names no more than it needs: see `countOthers`. */
function accountsSql(guardrails: readonly Guardrail[], { edited, assigned }: Counting): Prisma.Sql {
  const which = edited.length > 0 ? Prisma.sql`WHERE id <> ALL(${edited}::text[])` : Prisma.empty;
  return Prisma.sql`
    SELECT id, template_key AS before, ${assigned ?? Prisma.sql`template_key`} AS after,
           ceiling_class AS class, ${guardKeySql(guardrails)} AS "guardKey"
    FROM account ${which}`;
}

const touchedSql = ({ touched }: Counting) => touched ?? Prisma.sql`TRUE`;

const exampleSql = (guardrails: readonly Guardrail[]) =>
  guardrails.length > 0 ? Prisma.sql`min(a.id)` : Prisma.sql`''`;

/** A query for what each account's overrides say, as text that is short to compare: `account_id, own`. */
function ownSql(at: Date, cells: readonly string[] | undefined): Prisma.Sql {
  const which = cells ? Prisma.sql`AND cell = ANY(${[...cells]}::text[])` : Prisma.empty;
  return Prisma.sql`
    SELECT account_id, string_agg(cell || ' ' || setting::text, ',' ORDER BY cell) AS own
    FROM override WHERE ${inForceSql(at)} ${which} GROUP BY account_id`;
}

const overridesFrom = (own: string): ClassSide['overrides'] =>
  Object.fromEntries(own.split(',').map((said) => said.split(' ') as [Cell, 'on' | 'off']));

/** Counts the accounts with overrides that can matter. */
export async function countDeviating(
  tx: Db,
  guardrails: readonly Guardrail[],
  at: Date,
  counting: Counting,
): Promise<Counted[]> {
  // Those of a few cells are looked up one by one, unless Postgres thinks of turning discs; those of
  // many are put together in memory.
  await tx.$queryRaw`
    SELECT set_config('random_page_cost', '1.1', true), set_config('work_mem', '64MB', true)`;
  const rows = await rowsOf<Omit<Counted, 'overrides'> & { own: string }>(
    tx,
    Prisma.sql`
      SELECT a.before, a.after, a.class, a."guardKey", o.own,
             count(*)::int AS accounts, ${exampleSql(guardrails)} AS example
      FROM (${ownSql(at, counting.cells)}) o
      JOIN (${accountsSql(guardrails, counting)}) a ON a.id = o.account_id
      WHERE ${touchedSql(counting)}
      GROUP BY 1, 2, 3, 4, 5`,
  );
  // Few accounts have overrides that nobody else has: what says the same is the same object.
  const known = new Map<string, ClassSide['overrides']>();
  return rows.map(({ own, ...row }) => {
    const overrides = known.get(own) ?? overridesFrom(own);
    known.set(own, overrides);
    return { ...row, overrides };
  });
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
      ? Prisma.sql`AND a.id NOT IN (SELECT account_id FROM (${ownSql(at, counting.cells)}) o)`
      : Prisma.empty;
  const rows = await rowsOf<Omit<Counted, 'overrides'>>(
    tx,
    Prisma.sql`
      SELECT a.before, a.after, a.class, a."guardKey", count(*)::int AS accounts,
             ${exampleSql(guardrails)} AS example
      FROM (${accountsSql(guardrails, counting)}) a
      WHERE ${touchedSql(counting)} ${apart}
      GROUP BY 1, 2, 3, 4`,
  );
  const all = rows.map((row): Counted => ({ ...row, overrides: {} }));
  if (guardrails.length > 0) return all;
  const others = new Map(all.map((row) => [keyOf(row), row]));
  for (const row of deviating) {
    const whole = others.get(keyOf(row));
    if (whole) whole.accounts -= row.accounts;
  }
  return all.filter(({ accounts }) => accounts > 0);
}
