import 'server-only';
import { createHash } from 'node:crypto';
import { type Db, Prisma } from '@/lib/db';
import { canonical } from '@/lib/domain/canonical';

/** Rows that are looked at together. */
const BATCH = 500;

/**
 * The digest that components are kept under, with the text it is of: mints that send the same name the
 * same, so that the audit says of each what it sent and keeps it once.
 */
export function sentDigest(components: unknown): { digest: string; json: string } {
  const json = canonical(components);
  return { json, digest: createHash('sha256').update(json).digest('hex') };
}

/** `after` of an entry `e`, with what was sent in the place of its digest; `s` is what is kept of that. */
export const WITH_SENT = {
  after: Prisma.sql`CASE WHEN s.digest IS NULL THEN e.after
    ELSE e.after - 'sent' || jsonb_build_object('send', s.components) END`,
  join: Prisma.sql`LEFT JOIN sent_components s ON s.digest = e.after ->> 'sent'`,
};

/** Digests under which something else is kept than what they are of. */
async function falseDigests(tx: Db): Promise<string[]> {
  const wrong: string[] = [];
  for (let after = ''; ; ) {
    const rows = await tx.sentComponents.findMany({
      where: { digest: { gt: after } },
      orderBy: { digest: 'asc' },
      take: BATCH,
    });
    for (const { digest, components } of rows) {
      if (sentDigest(components).digest !== digest) wrong.push(digest);
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return wrong;
    after = last.digest;
  }
}

/** Places of entries that name what is not kept, or not as it was; so many at most. */
export async function entriesWithoutSent(
  tx: Db,
  most: number,
): Promise<{ chain: number; seq: bigint }[]> {
  const wrong = await falseDigests(tx);
  return tx.$queryRaw<{ chain: number; seq: bigint }[]>`
    SELECT e.chain::int, e.seq FROM audit_entry e
    WHERE e.after ? 'sent' AND (
      e.after ->> 'sent' = ANY (${wrong}::text[])
      OR NOT EXISTS (SELECT FROM sent_components s WHERE s.digest = e.after ->> 'sent'))
    ORDER BY e.chain, e.seq LIMIT ${most}`;
}
