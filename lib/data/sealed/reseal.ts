import 'server-only';
import { type Db, db, Prisma, rowsOf } from '@/lib/db';
import { writeAudit } from '../audit';
import { verb } from '../context';
import { keyIdOf, keys, type Place, seal, unseal } from './seal';

/** All columns that hold sealed values. Their rows are found by `id`, a UUID. */
export const SEALED: readonly Omit<Place, 'id'>[] = [
  { table: 'notice_endpoint', column: 'secret' },
  { table: 'notice_endpoint', column: 'old_secret' },
];

/** Rows of one transaction. */
const BATCH = 100;

/** How the values stand that were sealed with one key; `key` is null for those before keys had ids. */
export interface SealedWith {
  key: string | null;
  /** Whether it is the current key, another one of this process, or none of them. */
  is: 'current' | 'old' | 'missing';
  values: number;
  /** Of these, how many do not open: the key is missing, or they were altered. */
  unreadable: number;
}

interface Row {
  id: string;
  value: Uint8Array;
}

/** SQL for some values of a column behind a row, in the order of ids. */
function valuesOf(at: Omit<Place, 'id'>, after: string | null): Prisma.Sql {
  const [table, column] = [Prisma.raw(`"${at.table}"`), Prisma.raw(`"${at.column}"`)];
  return Prisma.sql`
    SELECT id::text AS id, ${column} AS value FROM ${table}
    WHERE ${column} IS NOT NULL AND (${after}::uuid IS NULL OR id > ${after}::uuid)
    ORDER BY id LIMIT ${BATCH}`;
}

function standingOf(key: string | null): SealedWith['is'] {
  if (key === keys().current.id) return 'current';
  // What has no id was sealed with a key made from the secret of sessions, which is always there.
  return key === null || keys().byId.has(key) ? 'old' : 'missing';
}

/**
 * With which keys all kept secrets are sealed, and whether they open. Nothing is written. It reads past
 * Prisma: every process asks this at its start, and one that mints needs nothing else of Prisma's then.
 */
export const inspectSealed = verb('notices:manage', async (): Promise<SealedWith[]> => {
  const found = new Map<string | null, SealedWith>();
  for (const at of SEALED) {
    for (let after: string | null = null; ; ) {
      const { text, values } = valuesOf(at, after);
      const name = `sealed ${at.table} ${at.column}`;
      const rows: Row[] = await rowsOf<Row>({ name, text, values });
      for (const { id, value } of rows) {
        const key = keyIdOf(value);
        const one = found.get(key) ?? { key, is: standingOf(key), values: 0, unreadable: 0 };
        one.values += 1;
        if (unseal({ ...at, id }, value) === null) one.unreadable += 1;
        found.set(key, one);
      }
      after = rows.at(-1)?.id ?? null;
      if (rows.length < BATCH) break;
    }
  }
  return [...found.values()];
});

/** What one run has done. */
export interface Resealed {
  resealed: number;
  /** Values that do not open, and so stay as they are. */
  unreadable: Place[];
}

/** Seals a batch anew, in a transaction with its audit entry. */
async function resealBatch(
  tx: Db,
  at: Omit<Place, 'id'>,
  after: string | null,
): Promise<Resealed & { last: string | null }> {
  const rows = await tx.$queryRaw<Row[]>`${valuesOf(at, after)} FOR NO KEY UPDATE`;
  const done: Resealed = { resealed: 0, unreadable: [] };
  const [table, column] = [Prisma.raw(`"${at.table}"`), Prisma.raw(`"${at.column}"`)];
  for (const { id, value } of rows) {
    const place = { ...at, id };
    const secret = unseal(place, value);
    if (secret === null) done.unreadable.push(place);
    else if (keyIdOf(value) !== keys().current.id) {
      await tx.$executeRaw`
        UPDATE ${table} SET ${column} = ${seal(place, secret)} WHERE id = ${id}::uuid`;
      done.resealed += 1;
    }
  }
  return { ...done, last: rows.length < BATCH ? null : (rows.at(-1)?.id ?? null) };
}

/**
 * Seals everything that is kept with the current key. What is sealed with it already stays as it is,
 * so a run that was broken off is simply begun again, and several at once do no harm. What does not
 * open is left alone and told.
 */
export const resealAll = verb('notices:manage', async (context): Promise<Resealed> => {
  const all: Resealed = { resealed: 0, unreadable: [] };
  for (const at of SEALED) {
    for (let after: string | null = null, first = true; first || after !== null; first = false) {
      const from: string | null = after;
      after = await db().$transaction(async (tx) => {
        const { last, resealed, unreadable } = await resealBatch(tx, at, from);
        if (resealed > 0) {
          await writeAudit(tx, context, {
            action: 'sealed_secrets.rotate',
            subject: { kind: 'sealing_key', id: keys().current.id },
            after: { ...at, resealed },
          });
        }
        all.resealed += resealed;
        all.unreadable.push(...unreadable);
        return last;
      });
    }
  }
  return all;
});
