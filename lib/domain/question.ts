import type { Preview } from './catalog';
import { type CellMatch, cellsOf, type SplitWord } from './question-cells';
import { fold, split } from './question-terms';
import { FILLERS } from './question-words';

/** A text as it may be meant: cells that it names, and words that may be an account's name. */
export interface Question {
  words: readonly SplitWord[];
  /** Best first; empty where no word names a cell. */
  cells: readonly CellMatch[];
  /** Words that can only be a name. */
  names: readonly string[];
  /** Words that name cells and yet may be part of a name, as in “Payments Café”. */
  maybe: readonly string[];
  /** The preview components that there are to ask about. */
  preview: Preview | null;
}

/** What stands around a word and is no part of it. */
const MARKS = /^["'“”‘’(¿¡]+|["'“”‘’)?!.,;:…]+$/g;

function wordsOf(text: string): SplitWord[] {
  return text
    .normalize('NFC')
    .split(/\s+/)
    .map((raw) => raw.replace(MARKS, '').replace(/['’]s$/i, ''))
    .filter((word) => word !== '')
    .map((word) => ({ text: word, parts: split(word) }));
}

/**
 * Reads a text such as “why can’t acme refund?”, in whatever order its words are. Never fails: a
 * text without a word of the catalog has no cells, and all of it may be a name.
 */
export function readQuestion(text: string, preview: Preview | null = null): Question {
  const words = wordsOf(text);
  const { cells, named } = cellsOf(words, preview);
  const says = (part: string) => FILLERS.has(part) || named.has(part);
  const spoken = words.filter(({ parts }) => parts.length > 0 && parts.every(says));
  const names = words.filter((word) => !spoken.includes(word)).map((word) => word.text);
  const maybe = spoken.filter(({ parts }) =>
    parts.some((part) => named.has(part) && !FILLERS.has(part)),
  );
  return {
    words,
    cells,
    names: names.length + maybe.length > 0 ? names : words.map((word) => word.text),
    maybe: maybe.map((word) => word.text),
    preview,
  };
}

/**
 * The cells that a question asks of the account or template of this name, best first. Words that
 * the name has are taken as the name: nothing is asked of “Payments Café” by “payments café”.
 */
export function cellsAskedOf(question: Question, name: string): readonly CellMatch[] {
  const folded = ` ${split(name).join(' ')}`;
  const left = question.words.filter(({ parts }) => !folded.includes(` ${parts.join(' ')}`));
  return left.length === question.words.length
    ? question.cells
    : cellsOf(left, question.preview).cells;
}

/**
 * How many of a question's words a name has: those that must be a name, and those that may be. One
 * or two letters must begin a word of the name.
 */
export function nameFit(question: Question, name: string): { names: number; maybe: number } {
  const folded = ` ${fold(name)}`;
  const has = (text: string) => folded.includes(text.length > 2 ? fold(text) : ` ${fold(text)}`);
  return {
    names: question.names.filter(has).length,
    maybe: question.maybe.filter(has).length,
  };
}
