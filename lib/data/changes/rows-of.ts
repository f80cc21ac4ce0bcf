import 'server-only';
import { type Db, Prisma } from '@/lib/db';

/** The rows of a query as one value: there can be many, and the driver is slow with each. */
export async function rowsOf<T>(tx: Db, query: Prisma.Sql): Promise<T[]> {
  const [found] = await tx.$queryRaw<{ rows: T[] | null }[]>(
    Prisma.sql`SELECT json_agg(r) AS rows FROM (${query}) r`,
  );
  return found?.rows ?? [];
}
