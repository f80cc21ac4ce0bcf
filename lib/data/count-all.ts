import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';

/** How long a count over all accounts may take: a million of them take longer than a page may. */
const TIMEOUT_MS = 30_000;

/** Counts over all accounts in one snapshot, with more time than a statement has otherwise. */
export function countAll<T>(count: (tx: Db) => Promise<T>): Promise<T> {
  return db().$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`;
      return count(tx);
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, timeout: TIMEOUT_MS },
  );
}
