/** Why there was no answer at all; what was answered stands in the status. */
export const SEND_ERRORS = [
  'timeout',
  'not_resolved',
  'address_refused',
  'no_connection',
  'not_secure',
  'broken_off',
  'secret_unreadable',
] as const;
export type SendError = (typeof SEND_ERRORS)[number];

/** How one attempt to deliver ended: with an answer, or with the reason why there was none. */
export type SendResult = { ms: number } & (
  | { httpStatus: number; error: null; retryAfter: string | null }
  | { httpStatus: null; error: SendError; retryAfter: null }
);

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after the first, the second, … failure; after the last one nothing follows. */
export const WAITS_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  8 * HOUR,
  24 * HOUR,
] as const;

/** The longest that a receiver can put off the next attempt. */
const LONGEST_WAIT_MS = 24 * HOUR;

/** The part of a wait by which chance alters it, so that what failed together does not return together. */
const SPREAD = 0.2;

/** How long a receiver asks to wait, by RFC 9110, 10.2.3; null where it does not say so in form. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const at = /GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/**
 * When to try again after the `tries`th failure, or null where enough was tried. `chance` is a
 * number from 0 up to 1. A receiver's Retry-After can make it later, by a day at most, never sooner.
 */
export function nextTry(
  tries: number,
  { now, chance, retryAfter }: { now: Date; chance: number; retryAfter: string | null },
): Date | null {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return null;
  const spread = wait * (1 + SPREAD * (chance - 0.5));
  const asked = Math.min(retryAfterMs(retryAfter, now) ?? 0, LONGEST_WAIT_MS);
  return new Date(now.getTime() + Math.round(Math.max(spread, asked)));
}

/** What becomes of a delivery after an attempt; `gone` says that the endpoint wants no more. */
export type Verdict =
  | { status: 'delivered' }
  | { status: 'pending'; nextAt: Date }
  | { status: 'failed'; gone: boolean };

/** What becomes of a delivery after its `tries`th attempt. Any 2xx counts; redirects do not. */
export function verdictOf(
  result: SendResult,
  tries: number,
  { now, chance }: { now: Date; chance: number },
): Verdict {
  const { httpStatus, retryAfter } = result;
  if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300) return { status: 'delivered' };
  if (httpStatus === 410) return { status: 'failed', gone: true };
  const nextAt = nextTry(tries, { now, chance, retryAfter });
  return nextAt ? { status: 'pending', nextAt } : { status: 'failed', gone: false };
}
