import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { Traits } from '@/lib/domain/traits';

/** The same value with object keys in order, because jsonb keeps an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

const text = (traits: unknown) => JSON.stringify(sorted(traits));

interface LastLine {
  accountId: string;
  revision: number;
  traits: unknown;
  validFrom: Date;
}

/** The last line of each of these accounts' histories; an account without one is absent. */
async function lastLines(tx: Db, ids: readonly string[]): Promise<ReadonlyMap<string, LastLine>> {
  const rows = await tx.$queryRaw<LastLine[]>(Prisma.sql`
    SELECT last.* FROM unnest(${ids}::text[]) AS wanted(id)
    CROSS JOIN LATERAL (
      SELECT account_id AS "accountId", revision, traits, valid_from AS "validFrom"
      FROM account_traits WHERE account_id = wanted.id ORDER BY revision DESC LIMIT 1
    ) AS last`);
  return new Map(rows.map((row) => [row.accountId, row]));
}

/**
 * Adds a line to the history of each account's traits where they differ from its last one. Call it in
 * the transaction that changes them, so that policy as of a past moment finds what held then. Lines
 * never lie before one another, even where the clocks of two instances differ.
 */
export async function keepAllTraits(
  tx: Db,
  accounts: readonly { id: string; traits: Traits }[],
  at: Date,
): Promise<void> {
  const last = await lastLines(
    tx,
    accounts.map(({ id }) => id),
  );
  const data = accounts.flatMap(({ id, traits }) => {
    const before = last.get(id);
    if (before && text(before.traits) === text(traits)) return [];
    return {
      accountId: id,
      revision: (before?.revision ?? 0) + 1,
      traits: JSON.parse(JSON.stringify(traits)),
      validFrom: new Date(Math.max(at.getTime(), before?.validFrom.getTime() ?? 0)),
    };
  });
  if (data.length > 0) await tx.accountTraits.createMany({ data });
}

/** The same for one account. */
export const keepTraits = (tx: Db, id: string, traits: Traits, at: Date): Promise<void> =>
  keepAllTraits(tx, [{ id, traits }], at);
