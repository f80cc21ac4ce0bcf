import { Prisma } from '@/lib/db';

/** SQL for "this override counts at that moment", over a row of `override`; as the domain's `isInForce`. */
export const inForceSql = (at: Date) => Prisma.sql`(expires_at IS NULL OR expires_at > ${at})`;

/** SQL for "account `a` has overrides in force at that moment". */
export const deviatesSql = (at: Date) =>
  Prisma.sql`EXISTS (SELECT 1 FROM override WHERE account_id = a.id AND ${inForceSql(at)})`;
