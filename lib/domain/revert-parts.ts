import type { Effect } from './apply-edits';
import { canonical } from './canonical';
import type { Cell } from './cells';
import type { Edit, Subject } from './edits';

type SidesOf<E> = E extends Effect ? Pick<E, 'subject' | 'before' | 'after'> : never;

/** The effects of a change as its revert reads them: the states on both sides, nothing else. */
export type Reverted = SidesOf<Effect>;
export type RevertedOn<Kind extends Subject['kind']> = Extract<
  Reverted,
  { subject: { kind: Kind } }
>;

/**
 * Why something is left alone. `touched_since`: it no longer is what the change made of it.
 * `archived`: its template was archived since. `stays_archived`: the change archived it, and that
 * is for good. `gone`: the account is no longer there. `refused`: the edit could not be made.
 */
export type ClashReason = 'touched_since' | 'archived' | 'stays_archived' | 'gone' | 'refused';

/** A cell or a field that the change altered and its revert leaves alone. */
export interface Clash {
  subject: Subject;
  cell?: Cell;
  field?: string;
  /** What the change made of it. */
  was: unknown;
  now: unknown;
  why: ClashReason;
  /** For `refused`: the sentence that says why. */
  message?: string;
}

/** An override that the change replaced or removed, and that no longer would be in force. */
export interface Expired {
  subject: Subject;
  cell: Cell;
  expiresAt: Date;
}

/** One edit that takes a part back, and what it leaves behind where it is refused. */
export interface Piece {
  edit: Edit;
  clashes: Clash[];
}

export interface Pieces {
  pieces: Piece[];
  clashes: Clash[];
  expired: Expired[];
}

/** One thing that a change altered: as it should be again, as the change made it, as it is. */
export interface Altered<T> {
  at: Pick<Clash, 'subject' | 'cell' | 'field'>;
  target: T;
  made: T;
  now: T;
}

/** Whether two values are equal in all that they hold. */
export const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** Sorts what was altered: what can go back, and what was touched since; what is back already is neither. */
export function sortOut<T>(all: readonly Altered<T>[]): { back: Altered<T>[]; clashes: Clash[] } {
  const open = all.filter(({ target, made, now }) => !same(target, made) && !same(target, now));
  return {
    back: open.filter(({ made, now }) => same(made, now)),
    clashes: open
      .filter(({ made, now }) => !same(made, now))
      .map((altered) => clashOf(altered, 'touched_since')),
  };
}

/** The clash that an altered thing becomes when it is left alone. */
export function clashOf({ at, made, now }: Altered<unknown>, why: ClashReason): Clash {
  return { ...at, was: made, now, why };
}

/** Nothing that can be taken back, and why. */
export const only = (clashes: Clash[]): Pieces => ({ pieces: [], clashes, expired: [] });
/** What is left behind where an edit is refused. */
export const refusals = (altered: readonly Altered<unknown>[]) =>
  altered.map((one) => clashOf(one, 'refused'));
