import { Prisma } from '@/lib/db';

/**
 * One condition in two ways of saying it, over account `a`: `plain` is quick to ask of one account,
 * `indexed` is quick to look up. A condition without an index says the same in both.
 */
export interface Condition {
  plain: Prisma.Sql;
  indexed: Prisma.Sql;
  /** Where it is true of accounts that meet all of some conditions: these. */
  parts?: readonly Condition[];
}

/** Both ways at once, put together by the same hand. */
function inBothWays(join: (way: 'plain' | 'indexed') => Prisma.Sql): Condition {
  return { plain: join('plain'), indexed: join('indexed') };
}

/** A condition that is best said in one way: an index serves it as it is, or none does. */
export const either = (sql: Prisma.Sql): Condition => ({ plain: sql, indexed: sql });

/** A condition that is asked of the accounts which others find: said so that no index serves it. */
export const asked = ({ plain }: Condition): Condition => either(Prisma.sql`(${plain}) IS TRUE`);

/** True where the other is not. */
export const not = (condition: Condition): Condition =>
  inBothWays((way) => Prisma.sql`NOT (${condition[way]})`);

/** True where all of these are. */
export const allOf = (conditions: readonly Condition[]): Condition => ({
  ...inBothWays((way) =>
    Prisma.join([Prisma.sql`TRUE`, ...conditions.map((one) => one[way])], ' AND '),
  ),
  parts: conditions.flatMap((one) => one.parts ?? [one]),
});

/** True where one of these is. */
export const anyOf = (conditions: readonly Condition[]): Condition =>
  inBothWays((way) =>
    conditions.length === 0
      ? Prisma.sql`FALSE`
      : Prisma.sql`(${Prisma.join(
          conditions.map((one) => one[way]),
          ' OR ',
        )})`,
  );

/**
 * SQL for some columns of the accounts that meet one of these conditions, looked up. No account may
 * meet two of them. An OR would do, but for asking each condition again of every account found.
 */
export const lookUp = (columns: Prisma.Sql, conditions: readonly Condition[]): Prisma.Sql =>
  Prisma.join(
    conditions.map(({ indexed }) => Prisma.sql`SELECT ${columns} FROM account a WHERE ${indexed}`),
    ' UNION ALL ',
  );

/** SQL for the words that account `a` can be looked up by; an index is over just this. */
const FACETS = Prisma.sql`account_facets(a.country, a.dashboard_type, a.losses_payments,
  a.requirement_collection, a.template_key, a.capabilities, a.disconnected_at)`;

/** SQL for "account `a` has this template" and "is in this country", as the indexes of each have it. */
export const ofTemplate = (key: string) => Prisma.sql`a.template_key = ${key}`;
export const inCountry = (code: string) => Prisma.sql`a.country = ${code}`;

/** SQL for the number of account `a` among the classes that the ceiling tells apart. */
export const CLASS = Prisma.sql`account_class(
  a.losses_payments, a.requirement_collection, a.capabilities)`;

/**
 * Whether account `a` has an override like this. Asked of one account, it is a look into the index;
 * OFFSET keeps the database from making a join over all overrides of it.
 */
export const hasOverride = (like: Prisma.Sql): Condition => ({
  plain: Prisma.sql`EXISTS (SELECT 1 FROM override WHERE account_id = a.id AND ${like} OFFSET 0)`,
  indexed: Prisma.sql`EXISTS (SELECT 1 FROM override WHERE account_id = a.id AND ${like})`,
});

/** SQL for "this capability of account `a` is active". */
export const isActive = (capability: string) =>
  Prisma.sql`a.capabilities @> ${JSON.stringify({ [capability]: 'active' })}::jsonb`;

/** A condition that accounts with one of these words meet; `plain` says the same of columns. */
export const facet = (words: readonly string[], plain: Prisma.Sql): Condition => ({
  plain,
  indexed:
    words.length === 1
      ? Prisma.sql`${FACETS} @> ${words}::text[]`
      : Prisma.sql`${FACETS} && ${words}::text[]`,
});
