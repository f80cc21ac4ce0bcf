import type { EditLine } from '../edits/edit-lines';
import type { Difference } from './list-draft';
import type { ListDraft } from './use-list-draft';

type Sides = Pick<EditLine, 'what' | 'before' | 'after'>;

/** How the items of a list are called, and what they say. */
export interface ListWords<T> {
  name: (value: T) => string;
  says: (value: T) => string;
}

function sidesOf<T>(
  difference: Difference<T>,
  { name, says }: ListWords<T>,
  ordered: boolean,
): Sides {
  const { kind, value, place } = difference;
  const what = name(value);
  const here = ordered ? `place ${place}` : 'there';
  switch (kind) {
    case 'added':
      return { what, before: 'not there', after: ordered ? `added at ${here}` : 'added' };
    case 'removed':
      return { what, before: here, after: 'removed' };
    case 'moved':
      return {
        what,
        before: `place ${difference.from}`,
        // A place of its own would say nothing where others came or went before it.
        after: difference.behind === null ? 'first' : `behind “${name(difference.behind)}”`,
      };
    case 'changed': {
      const { before } = difference;
      const by = says(before) === says(value) ? name : says;
      return {
        what: ordered ? `Rule ${place}` : name(before),
        before: by(before),
        after: by(value),
      };
    }
  }
}

/** The differences of a list in words, each with its way back. */
export function listLines<T>(
  differences: readonly Difference<T>[],
  words: ListWords<T>,
  ordered: boolean,
  undo: (difference: Difference<T>) => void,
): EditLine[] {
  return differences.map((difference) => ({
    key: `${difference.kind} ${difference.id}`,
    ...sidesOf(difference, words, ordered),
    undo: () => undo(difference),
  }));
}

/** An edit that could not be laid over what is current, in words, with what can be done about it. */
export interface LeftLine {
  key: string;
  words: string;
  again: () => void;
  drop: () => void;
}

/** The edits of a draft that have to be made again. */
export const leftLines = <T>(
  { left, put, forget }: Pick<ListDraft<T>, 'left' | 'put' | 'forget'>,
  { name, says }: ListWords<T>,
): LeftLine[] =>
  left.map((difference) => ({
    key: difference.id,
    words:
      name(difference.value) === says(difference.value)
        ? says(difference.value)
        : `${name(difference.value)}: ${says(difference.value)}`,
    again: () => {
      put(difference.value);
      forget(difference);
    },
    drop: () => forget(difference),
  }));
