import type { Cell } from './cells';
import type { Flip, Span } from './history';
import type { PolicyInput } from './policy';
import type { ActorRef, OverrideView } from './views';

/** A change as a history names it. */
export interface ChangeRef {
  id: string;
  reason: string;
  actor: ActorRef;
}

/** What made a policy another one, with the change where it was one. */
export type CauseView =
  | { kind: 'change'; change: ChangeRef }
  | { kind: 'expiry' | 'facts' | 'arrival' | 'earlier' };

/** A moment at which an account's policy became another one. */
export interface MomentView {
  at: string;
  causes: CauseView[];
  flips: Flip[];
  /** Cells that kept their value and are decided by something else from here on. */
  moved: number;
}

interface Told {
  account: string;
  /** The moment of the question: until when it is told. */
  now: string;
  /** From where on it is told: the account's arrival in the mirror, or later where it is cut. */
  from: string;
  /** Whether there is more before that which is not told. */
  cut: boolean;
}

/** How an account's policy came to be what it is, the oldest moment first. */
export interface AccountHistory extends Told {
  moments: MomentView[];
}

/** A time in which a cell had one value from one source. */
export interface SpanView extends Pick<Span, 'value' | 'layer' | 'template'> {
  from: string;
  /** null: it still is so. */
  to: string | null;
  causes: CauseView[];
}

/** What one cell of an account was when, the oldest first. */
export interface CellHistory extends Told {
  cell: Cell;
  spans: SpanView[];
}

/** What decided an account's policy at a past moment, with the names of whom and what did. */
export interface PastPolicy {
  input: PolicyInput;
  /** Overrides as they were kept then, with who made them and why. */
  overrides: OverrideView[];
  /** The names that the templates of its chain had then, by key. */
  names: Readonly<Record<string, string>>;
}
