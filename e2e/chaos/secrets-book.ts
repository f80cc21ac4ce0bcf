import { type Book, openBook } from './book';

/** Where something was written down. */
export interface Written {
  place: string;
  /** In parts of any size that no secret straddles, such as lines. */
  parts: Iterable<string>;
}

/** As long as any word that could be a secret. */
const WORD = /\w{16,}/g;
const PREFIX = 'accs_secret__';
/** What a session's secret begins with, and something of it behind. */
const LIKE_ONE = /accs_secret_\w{4,}/;

/**
 * No secret anywhere: none that was issued, whole or without what it begins with, and none of the
 * others, in anything that was written.
 */
export function secretsBook(
  written: Iterable<Written>,
  issued: Iterable<string>,
  others: readonly string[],
): Book {
  const book = openBook('no secret anywhere');
  const words = new Set<string>();
  for (const secret of issued) {
    words.add(secret);
    words.add(secret.replace(PREFIX, ''));
  }
  for (const { place, parts } of written) {
    for (const part of parts) {
      book.check();
      const found =
        LIKE_ONE.test(part) ||
        (part.match(WORD) ?? []).some((word) => words.has(word)) ||
        others.some((secret) => part.includes(secret));
      // What was found is not shown: a report is written down too.
      if (found) book.find(`${place} holds a secret, in its part ${book.checked}`);
    }
  }
  return book;
}
