import 'server-only';
import { db } from '@/lib/db';
import { verb } from '../context';
import { KEPT_MS } from './feed';

/** Rows that are removed at once, so that no removal holds anybody up. */
const BATCH = 5_000;

/**
 * Removes what caches had to forget so long ago that every one of them has, or has begun anew. Goes by
 * the database's clock, as the rows do. Returns how many.
 */
export const pruneNews = verb(
  'mirror:manage',
  (): Promise<number> => db().$executeRaw`
    DELETE FROM invalidation WHERE id IN (
      SELECT id FROM invalidation
      WHERE at < clock_timestamp() - ${KEPT_MS} * interval '1 millisecond'
      ORDER BY at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
);
