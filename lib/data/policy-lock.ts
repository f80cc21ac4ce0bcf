import 'server-only';
import type { Db } from '@/lib/db';

/** A number of our own among Postgres's advisory locks. */
const POLICY_LOCK = 7_301_963;

/**
 * Holds policy still until the end of the transaction. Changes take it `exclusive`, so that checks
 * across templates, rules and accounts hold and no two changes can deadlock; saving an account's
 * facts takes it `shared`, so that its template is worked out by rules that do not move meanwhile.
 * Waiting ends with the statement's timeout.
 */
export async function lockPolicy(tx: Db, mode: 'exclusive' | 'shared'): Promise<void> {
  if (mode === 'exclusive')
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${POLICY_LOCK}::bigint)`;
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${POLICY_LOCK}::bigint)`;
}
