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

const NAME = Prisma.sql`a.name`;
const EMAIL = Prisma.sql`a.email`;

/** Both sides in the database's own small letters: JavaScript's are others in some scripts. */
const like = (column: Prisma.Sql, pattern: string): Condition =>
  either(Prisma.sql`lower(${column}) LIKE lower(${pattern})`);

/** A word in every mixture of small and capital letters. */
const inEveryCase = (word: string): string[] =>
  [...word].reduce<string[]>(
    (heads, letter) => {
      const forms = new Set([letter, letter.toLowerCase(), letter.toUpperCase()]);
      return heads.flatMap((head) => [...forms].map((form) => head + form));
    },
    [''],
  );

/** Where a word may stand in a tag, and the conditions of which it makes one true in a name or address. */
interface Places {
  tag: string;
  texts: Condition[];
}

/** Anywhere. */
function anywhere(word: string): Places {
  const pattern = `%${escapeLike(word)}%`;
  return { tag: pattern, texts: [like(NAME, pattern), like(EMAIL, pattern)] };
}

/** Only where a word begins: one or two letters of our alphabet are nearly everywhere else. */
function whereWordsBegin(word: string): Places {
  const text = escapeLike(word);
  const texts = [like(NAME, `${text}%`), like(NAME, `% ${text}%`), like(EMAIL, `${text}%`)];
  return { tag: `${text}%`, texts };
}

/**
 * Anywhere, for as short a word of another alphabet: it makes no trigram, so all accounts are read, and
 * to ask for each case is three times as quick as to make small letters of all names.
 */
function anywhereInEveryCase(word: string): Places {
  const texts = inEveryCase(word)
    .map((form) => `%${escapeLike(form)}%`)
    .flatMap((pattern) => [NAME, EMAIL].map((column) => Prisma.sql`${column} LIKE ${pattern}`))
    .map(either);
  return { tag: `%${escapeLike(word)}%`, texts };
}

function places(word: string): Places {
  if (word.length >= TRIGRAM) return anywhere(word);
  return /^[a-z0-9]+$/i.test(word) ? whereWordsBegin(word) : anywhereInEveryCase(word);
}

/**
 * The condition that a search makes: a part of the name, of the address or of a tag, whatever the
 * case, or the beginning of the id.
 */
export async function searchCondition(db: Db, word: string): Promise<Condition> {
  const { tag, texts } = places(word);
  const tags = await tagsLike(db, tag);
  return anyOf([
    ...texts,
    ...(word.startsWith('acct_') ? [either(Prisma.sql`a.id LIKE ${`${escapeLike(word)}%`}`)] : []),
    ...(tags.length > 0 ? [either(Prisma.sql`a.tags && ${tags}::text[]`)] : []),
  ]);
}
