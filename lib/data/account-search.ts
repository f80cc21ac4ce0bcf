import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { anyOf, type Condition, either } from './account-condition';
import { escapeLike } from './like';

/** Fewer letters than this make no trigram, and so nothing that the index could look up. */
const TRIGRAM = 3;

/** Most tags that one word may stand for; what is so common narrows nothing down. */
const MOST_TAGS = 1000;

async function tagsLike(db: Db, pattern: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ value: string }[]>(Prisma.sql`
    SELECT value FROM tag WHERE lower(value) LIKE lower(${pattern})
    ORDER BY accounts DESC, value LIMIT ${MOST_TAGS}`);
  return rows.map(({ value }) => value);
}

/**
 * Where a word may stand in a name or an address: anywhere; but one or two letters of our alphabet
 * only where a word begins, because nearly everything has them somewhere.
 */
function patterns(word: string): { name: string[]; email: string[] } {
  const text = escapeLike(word);
  const short = word.length < TRIGRAM && /^[a-z0-9]+$/i.test(word);
  return short
    ? { name: [`${text}%`, `% ${text}%`], email: [`${text}%`] }
    : { name: [`%${text}%`], email: [`%${text}%`] };
}

/**
 * The condition that a search makes: a part of the name, of the address or of a tag, whatever the
 * case, or the beginning of the id.
 */
export async function searchCondition(db: Db, word: string): Promise<Condition> {
  const { name, email } = patterns(word);
  const tags = await tagsLike(db, name[0] ?? '');
  return anyOf([
    // Both sides in the database's own small letters: JavaScript's are others in some scripts.
    ...name.map((pattern) => either(Prisma.sql`lower(a.name) LIKE lower(${pattern})`)),
    ...email.map((pattern) => either(Prisma.sql`lower(a.email) LIKE lower(${pattern})`)),
    ...(word.startsWith('acct_') ? [either(Prisma.sql`a.id LIKE ${`${escapeLike(word)}%`}`)] : []),
    ...(tags.length > 0 ? [either(Prisma.sql`a.tags && ${tags}::text[]`)] : []),
  ]);
}
