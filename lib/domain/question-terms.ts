import { componentEntry, featureEntry, type GaFeature, type Preview } from './catalog';
import { sentenceOf } from './catalog/sentences';
import { CELLS, type Cell, type CellRef, cellsWith } from './cells';
import { COMPONENT_SYNONYMS, FEATURE_SYNONYMS, FILLERS, PREVIEW_SYNONYMS } from './question-words';

/** Small letters without accents and apostrophes: `Café’s` is `cafes`. */
export const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();

/** The words of a text in plain small letters, cut at everything that is no letter or digit. */
export const split = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** What a word has in common with its other forms: refunds, refunded and refunding are one. */
export function stem(word: string): string {
  const bare = word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/(?<=\w{2}[^s])s$/, '');
  return bare
    .replace(/(?<=\w{3})ing$/, '')
    .replace(/(?<=\w{3})ed$/, '')
    .replace(/(?<=\w{3})e$/, '');
}

const meaningful = (words: readonly string[]) => words.filter((word) => !FILLERS.has(word));

/** The words by which a component or a feature goes. */
export interface Terms {
  /** Of its title and key, as they are written. */
  written: ReadonlySet<string>;
  /** Of its title, its key and its synonyms of one word. */
  stems: ReadonlySet<string>;
  title: readonly string[];
  /** Synonyms of several words. */
  phrases: readonly (readonly string[])[];
  sentence: ReadonlySet<string>;
}

function termsOf(key: string, title: string, sentence: string, synonyms: readonly string[]): Terms {
  const phrases = synonyms.map((synonym) => split(synonym));
  const written = new Set([...split(title), ...split(key)]);
  const single = phrases.filter((words) => words.length === 1).flat();
  return {
    written,
    stems: new Set([...meaningful([...written]), ...single].map(stem)),
    title: meaningful(split(title)).map(stem),
    phrases: phrases.filter((words) => words.length > 1).map((words) => words.map(stem)),
    sentence: new Set(meaningful(split(sentence)).map(stem)),
  };
}

/** A cell with the words that may name it. */
export interface NamedCell {
  cell: Cell;
  own: Terms;
  /** The component that a feature is of; null for a component's own cell. */
  context: Terms | null;
}

const SYNONYMS = { ...COMPONENT_SYNONYMS, ...PREVIEW_SYNONYMS };

function named({ cell, component, feature }: CellRef): NamedCell {
  const { title } = componentEntry(component);
  const whole = termsOf(component, title, sentenceOf(component), SYNONYMS[component]);
  const entry = feature && featureEntry(component, feature);
  if (!entry) return { cell, own: whole, context: null };
  // An app goes by its id alone.
  const synonyms = FEATURE_SYNONYMS[feature as GaFeature] ?? [];
  const sentence = sentenceOf(component, feature);
  return { cell, own: termsOf(feature, entry.title, sentence, synonyms), context: whole };
}

const NAMED_CELLS: readonly NamedCell[] = CELLS.map(named);

/** Every cell that there is to ask about, with its words. */
export const namedCells = (preview: Preview | null): readonly NamedCell[] =>
  preview ? [...NAMED_CELLS, ...cellsWith(preview).slice(CELLS.length).map(named)] : NAMED_CELLS;
