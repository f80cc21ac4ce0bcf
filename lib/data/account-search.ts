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
 * only where a word begins, because nearly everything has them somewhere. `indexed` is false of as
 * short a word of another alphabet: it makes no trigram, so all of the index would be read, and all
 * accounts after it.
 */
function patterns(word: string): { name: string[]; email: string[]; indexed: boolean } {
  const text = escapeLike(word);
  const short = word.length < TRIGRAM;
  return short && /^[a-z0-9]+$/i.test(word)
    ? { name: [`${text}%`, `% ${text}%`], email: [`${text}%`], indexed: true }
    : { name: [`%${text}%`], email: [`%${text}%`], indexed: !short };
}

/**
 * The condition that a search makes: a part of the name, of the address or of a tag, whatever the
 * case, or the beginning of the id.
 */
export async function searchCondition(db: Db, word: string): Promise<Condition> {
  const { name, email, indexed } = patterns(word);
  const tags = await tagsLike(db, name[0] ?? '');
  const like = (column: Prisma.Sql) => (pattern: string) => {
    // Another expression than the index is over passes the index over.
    const text = indexed ? column : Prisma.sql`${column} || ''`;
    // Both sides in the database's own small letters: JavaScript's are others in some scripts.
    return either(Prisma.sql`lower(${text}) LIKE lower(${pattern})`);
  };
  return anyOf([
    ...name.map(like(Prisma.sql`a.name`)),
    ...email.map(like(Prisma.sql`a.email`)),
    ...(word.startsWith('acct_') ? [either(Prisma.sql`a.id LIKE ${`${escapeLike(word)}%`}`)] : []),
    ...(tags.length > 0 ? [either(Prisma.sql`a.tags && ${tags}::text[]`)] : []),
  ]);
}
