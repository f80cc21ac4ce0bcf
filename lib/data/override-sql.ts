import { Prisma } from '@/lib/db';

/** SQL for "this override counts at that moment", over a row of `override`; as the domain's `isInForce`. */
export const inForceSql = (at: Date) => Prisma.sql`(expires_at IS NULL OR expires_at > ${at})`;

/** SQL for "account `a` has overrides in force at that moment". */
export const deviatesSql = (at: Date) =>
  Prisma.sql`EXISTS (SELECT 1 FROM override WHERE account_id = a.id AND ${inForceSql(at)})`;

/**
 * A query for the settings of each account's overrides in force at a moment: `account_id, overrides`.
 * Where cells are given, of these cells only.
 */
export function overridesByAccountSql(at: Date, cells?: readonly string[]): Prisma.Sql {
  const which = cells ? Prisma.sql`AND cell = ANY(${[...cells]}::text[])` : Prisma.empty;
  return Prisma.sql`
    SELECT account_id, jsonb_object_agg(cell, setting::text) AS overrides
    FROM override
    WHERE ${inForceSql(at)} ${which}
    GROUP BY account_id`;
}
