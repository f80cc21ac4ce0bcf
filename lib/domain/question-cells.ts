import type { Preview } from './catalog';
import { type Cell, findCell } from './cells';
import { type NamedCell, namedCells, stem, type Terms } from './question-terms';
import { FILLERS } from './question-words';

/** A cell that words may mean; a higher score is a better guess. */
export interface CellMatch {
  cell: Cell;
  score: number;
}

/** A word of the title, the key or the synonyms. */
const NAMED = 4;
/** More where it is written just so, not only in another form. */
const AS_WRITTEN = 0.25;
/** A word of the title or the key that is begun. */
const BEGUN = 2.5;
/** A word of the sentence that explains it. */
const SENTENCE = 1;
/** A word such as “of” within a synonym of several words. */
const FILLER = 0.5;
/** The title is there as a whole, or a word of it is not. */
const WHOLE = 1.5;
const MISSING = 0.3;
/** A feature's words are all its component's as well, so that the component is rather meant. */
const SHARED = 1;
/** A cell's name as machines write it settles the matter. */
const KEY = 100;
/** Cells that fit less than this share of what the best one does are not meant. */
const KEPT = 0.5;
const SHORTEST_START = 3;

/** A word of a question. */
export interface SplitWord {
  /** As it may stand in a name: without the marks around it and without ’s. */
  text: string;
  /** In plain small letters, cut at dots, underscores and hyphens, to compare with the catalog. */
  parts: readonly string[];
}

interface Asked {
  part: string;
  stem: string;
  filler: boolean;
  /** Whether the question has it more than once, as in “disputes list disputes”. */
  again: boolean;
}

/** How well one word fits a component's or feature's words. */
function fitness(asked: Asked, terms: Terms, inPhrase: ReadonlySet<string>): number {
  const asWritten = terms.written.has(asked.part) ? AS_WRITTEN : 0;
  if (inPhrase.has(asked.stem)) return asked.filler ? FILLER : NAMED + asWritten;
  if (asked.filler) return 0;
  if (terms.stems.has(asked.stem)) return NAMED + asWritten;
  const begins = (word: string) => word.startsWith(asked.part);
  if (asked.part.length >= SHORTEST_START && [...terms.written].some(begins)) return BEGUN;
  return terms.sentence.has(asked.stem) ? SENTENCE : 0;
}

/** The words of those phrases that the question has in full. */
function phraseWords(terms: Terms, stems: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(terms.phrases.filter((words) => words.every((word) => stems.has(word))).flat());
}

const missing = (terms: Terms, stems: ReadonlySet<string>) =>
  terms.title.filter((word) => !stems.has(word)).length;

interface Rated {
  cell: Cell;
  score: number;
  /** The words that speak for the cell by name. */
  named: string[];
}

/** How well a question fits a component's own cell. */
function rateComponent(
  { cell, own }: NamedCell,
  asked: readonly Asked[],
  stems: Set<string>,
): Rated {
  const phrases = phraseWords(own, stems);
  const fits = asked.map((word) => fitness(word, own, phrases));
  const score = sum(fits) - MISSING * missing(own, stems);
  const whole = own.title.length > 0 && missing(own, stems) === 0;
  return {
    cell,
    score: sum(fits) > 0 ? score + (whole ? WHOLE : 0) : 0,
    named: asked.filter((_, index) => (fits[index] ?? 0) >= BEGUN).map(({ part }) => part),
  };
}

/**
 * How well a question fits a feature. Words that only its component has count beside those of the
 * feature, never alone: “payouts” is about the component and not about each of its features.
 */
function rateFeature(
  { cell, own }: NamedCell,
  context: Terms,
  asked: readonly Asked[],
  stems: Set<string>,
): Rated {
  const ownPhrases = phraseWords(own, stems);
  const contextPhrases = phraseWords(context, stems);
  const named: string[] = [];
  let score = 0;
  let mineNamed = false;
  let specific = false;
  let aroundNamed = false;
  for (const word of asked) {
    const mine = fitness(word, own, ownPhrases);
    const around = fitness(word, context, contextPhrases);
    score += Math.max(mine, around === SENTENCE ? 0 : around);
    if (mine >= BEGUN || around >= BEGUN) named.push(word.part);
    if (mine >= BEGUN) mineNamed = true;
    if (around >= BEGUN) aroundNamed = true;
    if (mine >= BEGUN && (around < BEGUN || word.again)) specific = true;
  }
  const byName = named.length > 0;
  if (score === 0 || (byName && !mineNamed)) return { cell, score: 0, named: [] };
  score -= MISSING * missing(own, stems);
  if (byName && !specific) return { cell, score: score - SHARED, named };
  if (missing(context, stems) === 0) score += WHOLE;
  if (missing(own, stems) === 0) score += aroundNamed ? WHOLE / 2 : WHOLE;
  return { cell, score, named };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function askedOf(words: readonly SplitWord[]): Asked[] {
  const all = words.flatMap((word) => word.parts);
  const stems = all.map(stem);
  return [...new Set(all)].map((part) => ({
    part,
    stem: stem(part),
    filler: FILLERS.has(part),
    again: stems.filter((other) => other === stem(part)).length > 1,
  }));
}

/** Cells that words may mean, best first, and the parts of words that name any of them. */
export function cellsOf(
  words: readonly SplitWord[],
  preview: Preview | null,
): {
  cells: CellMatch[];
  named: ReadonlySet<string>;
} {
  const asked = askedOf(words);
  const stems = new Set(asked.map((word) => word.stem));
  const keys = new Set(words.map(({ text }) => text.toLowerCase()).filter(isKey));
  const rated = namedCells(preview)
    .map((entry) =>
      entry.context
        ? rateFeature(entry, entry.context, asked, stems)
        : rateComponent(entry, asked, stems),
    )
    .map((rating) => (keys.has(rating.cell) ? { ...rating, score: rating.score + KEY } : rating))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const least = (rated[0]?.score ?? 0) * KEPT;
  return {
    cells: rated.filter(({ score }) => score >= least).map(({ cell, score }) => ({ cell, score })),
    named: new Set(rated.flatMap(({ named }) => named)),
  };
}

/** Whether a word is a cell's name as machines write it; “payments” is a plain word as well. */
const isKey = (text: string) => /[._]/.test(text) && findCell(text) !== undefined;
