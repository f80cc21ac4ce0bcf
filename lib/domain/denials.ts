import type { AppError, ErrorCode } from './errors';
import type { Actor, Permission } from './permissions';
import { redactText } from './secret-shapes';

/** What somebody asked for: a route as `PUT /api/changes/[id]`, or a page by its path. */
export interface AskedFor {
  kind: 'route' | 'page';
  id: string;
}

/** An attempt that was denied to somebody who is known. */
export interface Denial {
  actor: Actor;
  requestId: string;
  now: Date;
  code: ErrorCode;
  what: AskedFor;
  /** The path that was asked for, with the ids that stood in it. */
  path: string;
  /** What was lacking; null where no permission would have helped, as for an id that nothing has. */
  permission: Permission | null;
}

/** Denials of one actor that are told together, because there were too many to tell each. */
export interface ManyDenials {
  actor: Actor;
  /** The last of the requests. */
  requestId: string;
  now: Date;
  since: Date;
  count: number;
  /** How often what was asked for; only so many different things are told apart. */
  attempts: { what: AskedFor; code: ErrorCode; count: number }[];
}

/** How long an actor's denials are counted together, and how many of them are told one by one. */
export const WINDOW_MS = 60_000;
export const TOLD_EACH = 5;
/** Kinds of attempts that are counted apart. */
const MOST_KINDS = 20;

/** Errors that deny: not for this actor, or nothing there that this actor could have. */
const DENYING = new Set<ErrorCode>([
  'unauthenticated',
  'forbidden',
  'not_found',
  'account_not_found',
]);

/** Whether an error denies somebody something. */
export const denies = ({ code }: AppError): boolean => DENYING.has(code);

/** Longer than any id. */
const LONGEST = 66;
/** Control and format characters; Postgres has no text with NUL in it. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}]/gu;

/**
 * A path as it may be kept: at most 300 characters that can be read, each part only where it is no
 * longer than ids are and does not look like a secret, which may be pasted where an id belongs.
 */
export function keepablePath(path: string): string {
  const [plain = ''] = path.split(/[?#]/, 1);
  return redactText(plain.slice(0, 2_000))
    .split('/')
    .map((part) => (part.length > LONGEST ? '…' : part))
    .join('/')
    .slice(0, 300)
    .toWellFormed()
    .replace(UNPRINTABLE, '�');
}

interface Window {
  since: Date;
  last: Denial;
  told: number;
  count: number;
  attempts: Map<string, ManyDenials['attempts'][number]>;
}

const keyOf = ({ kind, id }: Actor) => `${kind}:${id}`;

function manyOf({ since, last, count, attempts }: Window): ManyDenials {
  const { actor, requestId, now } = last;
  return { actor, requestId, now, since, count, attempts: [...attempts.values()] };
}

function count(window: Window, denial: Denial): void {
  const { what, code } = denial;
  window.last = denial;
  window.count += 1;
  const key = `${code} ${what.kind} ${what.id}`;
  const known = window.attempts.get(key);
  if (known) known.count += 1;
  else if (window.attempts.size < MOST_KINDS) window.attempts.set(key, { what, code, count: 1 });
}

/**
 * Says which denials are told, so that nobody fills the audit by being refused: of each actor the
 * first five within a minute one by one, and the others of that minute together, once it is over.
 */
export class DenialTally {
  private readonly windows = new Map<string, Window>();

  /** Takes a denial; true where it is to be told by itself. Ask for `over` before. */
  take(denial: Denial): boolean {
    const key = keyOf(denial.actor);
    const window = this.windows.get(key) ?? {
      ...{ since: denial.now, last: denial, told: 0, count: 0 },
      attempts: new Map(),
    };
    this.windows.set(key, window);
    if (window.told < TOLD_EACH) {
      window.told += 1;
      return true;
    }
    count(window, denial);
    return false;
  }

  /** Ends the minutes that are over at a moment, all of them where none is given. */
  over(now?: Date): ManyDenials[] {
    const ended = [...this.windows].filter(
      ([, { since }]) => !now || now.getTime() - since.getTime() >= WINDOW_MS,
    );
    for (const [key] of ended) this.windows.delete(key);
    return ended.flatMap(([, window]) => (window.count > 0 ? [manyOf(window)] : []));
  }

  /** Whether any minute is still being counted. */
  get counting(): boolean {
    return this.windows.size > 0;
  }
}
