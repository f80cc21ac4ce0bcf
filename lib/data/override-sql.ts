import { Prisma } from '@/lib/db';

/** SQL for "this override counts at that moment", over a row of `override`; as the domain's `isInForce`. */
export const inForceSql = (at: Date) => Prisma.sql`(expires_at IS NULL OR expires_at > ${at})`;

/** SQL for "account `a` has overrides in force at that moment that expire"; never null, so that it can be denied. */
export const expiringSql = (at: Date) =>
  Prisma.sql`(a.last_expiry_at IS NOT NULL AND a.last_expiry_at > ${at})`;

/** SQL for "account `a` has overrides in force at that moment". */
export const deviatesSql = (at: Date) =>
  Prisma.sql`(a.overrides_key IS NOT NULL AND (a.lasting_overrides OR ${expiringSql(at)}))`;
