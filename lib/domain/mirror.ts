import type { Actor } from './permissions';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const SYNC_KINDS = ['full', 'reconcile'] as const;
/** `full` was started by somebody, `reconcile` by the schedule; they do the same. */
export type SyncKind = (typeof SYNC_KINDS)[number];
export type SyncState = 'running' | 'done' | 'failed' | 'cancelled';

/** One run through all connected accounts, as it stands. */
export interface SyncView {
  id: string;
  kind: SyncKind;
  status: SyncState;
  /** `listing` what Stripe has, then `checking` accounts that the list no longer had. */
  phase: 'listing' | 'checking';
  /** Pages of Stripe's list, and the accounts on them. Stripe tells no total. */
  pages: number;
  accounts: number;
  /** Of these, how many are new to the mirror, and how many differ from what it had. */
  added: number;
  changed: number;
  /** How many accounts that the list no longer had were asked for, and how many of them are gone. */
  checked: number;
  disconnected: number;
  startedAt: string;
  /** When it last got on. */
  heartbeatAt: string;
  endedAt: string | null;
  /** What it waits for to pass, as an error code, and when it tries again. */
  waiting: { code: string; until: string } | null;
  error: string | null;
  by: { kind: Actor['kind']; id: string; name: string };
}

/** The syncs as a whole: the run under way, the last one that ended, and the next by schedule. */
export interface SyncStatus {
  running: SyncView | null;
  last: SyncView | null;
  nextAt: string | null;
  /** Stripe's events: whether a secret to check them with is set, and when the last one came in. */
  events: { expected: boolean; lastAt: string | null };
}

const FIRST_WAIT_MS = SECOND;
const LONGEST_WAIT_MS = 5 * MINUTE;
/** A Retry-After is honoured up to this: whoever asks for more is asked again all the same. */
const LONGEST_ASKED_MS = 15 * MINUTE;
/** Waits differ by up to this part of them, so that instances do not come back all at once. */
const SPREAD = 0.5;

/**
 * Milliseconds to wait after the `tries`th failure in a row: doubling, spread by `chance` (from 0 up
 * to 1), and never less than Stripe asks for within bounds. `retryAfter` is in seconds.
 */
export function waitAfter(tries: number, chance: number, retryAfter = 0): number {
  const doubled = Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 20), LONGEST_WAIT_MS);
  const spread = doubled * (1 + SPREAD * (chance - 0.5));
  return Math.round(Math.max(spread, Math.min(retryAfter * SECOND, LONGEST_ASKED_MS)));
}

/** After this long without getting on, a run has failed: what it waits for does not pass. */
const GIVE_UP_MS = 24 * HOUR;

/** Whether a run that last got on at `heartbeatAt` has waited long enough. */
export function isStuck(heartbeatAt: Date, now: Date): boolean {
  return now.getTime() - heartbeatAt.getTime() > GIVE_UP_MS;
}

/** A run that failed is tried again after this long, if the schedule is no denser. */
const AFTER_FAILURE_MS = HOUR;

/**
 * When the schedule starts the next run: so many hours after the last one began, sooner where that
 * failed, at once where there was none. Null where nothing is scheduled.
 */
export function nextSyncAt(
  last: { startedAt: Date; status: SyncState } | null,
  everyHours: number,
  now: Date,
): Date | null {
  if (everyHours === 0) return null;
  if (last === null) return now;
  const every = everyHours * HOUR;
  const wait = last.status === 'failed' ? Math.min(every, AFTER_FAILURE_MS) : every;
  return new Date(last.startedAt.getTime() + wait);
}
