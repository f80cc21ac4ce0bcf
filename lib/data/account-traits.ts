import 'server-only';
import type { Db } from '@/lib/db';
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

/**
 * Adds a line to the history of an account's traits where they differ from the last one. Call it in
 * the transaction that changes them, so that policy as of a past moment finds what held then. Lines
 * never lie before one another, even where the clocks of two instances differ.
 */
export async function keepTraits(tx: Db, id: string, traits: Traits, at: Date): Promise<void> {
  const last = await tx.accountTraits.findFirst({
    where: { accountId: id },
    orderBy: { revision: 'desc' },
  });
  const same =
    last !== null && JSON.stringify(sorted(last.traits)) === JSON.stringify(sorted(traits));
  if (same) return;
  await tx.accountTraits.create({
    data: {
      accountId: id,
      revision: (last?.revision ?? 0) + 1,
      traits: JSON.parse(JSON.stringify(traits)),
      validFrom: new Date(Math.max(at.getTime(), last?.validFrom.getTime() ?? 0)),
    },
  });
}
