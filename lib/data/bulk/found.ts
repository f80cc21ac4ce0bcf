import 'server-only';
import { z } from 'zod';
import type { Db, Prisma } from '@/lib/db';
import { lookUp } from '../account-condition';
import { type AccountFilter, accountFilter, askedBy, exactly } from '../account-filter';
import { quickest } from '../quickest';

const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .optional();

/** A job's filter: that of the accounts list, of which yes and no may also be said as such. */
export const bulkFilter = accountFilter
  .omit({ limit: true, cursor: true })
  .extend({ deviating: flag, expiring: flag, disconnected: flag });
export type BulkFilter = z.output<typeof bulkFilter>;

/** A filter without what it says nothing of, so that the same filter always reads the same. */
export function canonicalFilter(filter: BulkFilter): Record<string, string | boolean> {
  const pairs = Object.entries(filter).filter(
    (pair): pair is [string, string | boolean] => pair[1] !== undefined && pair[1] !== '',
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A query for some columns of all accounts `a` that a filter finds. */
export async function foundSql(
  tx: Db,
  filter: BulkFilter,
  columns: Prisma.Sql,
  at: Date,
): Promise<Prisma.Sql> {
  const asked = await askedBy(tx, filter as AccountFilter, at);
  return lookUp(columns, await quickest(tx, await exactly(asked)));
}
