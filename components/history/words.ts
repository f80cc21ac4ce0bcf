import type { CauseView } from '@/lib/domain/history-view';

/** A moment in UTC, to the minute: "12 Nov 2026, 14:03 UTC". */
export function utcWords(at: string): string {
  const words = new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return `${words} UTC`;
}

/** A day in UTC: "12 Nov 2026". */
export function dayWords(at: string): string {
  return new Date(at).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

const WITHOUT_CHANGE: Record<Exclude<CauseView['kind'], 'change'>, string> = {
  expiry: 'an override ended by itself',
  facts: 'Stripe’s facts of the account changed',
  arrival: 'the account came into the mirror',
  earlier: 'it was so earlier already',
};

/** The ends of an axis of time: days, or moments where both are on one day. */
export function axisWords(from: string, to: string): [string, string] {
  const [first, last] = [dayWords(from), dayWords(to)];
  return first === last ? [utcWords(from), utcWords(to)] : [first, last];
}

/** What made a policy another one, as it goes on behind "since". */
export function causeWords(cause: CauseView): string {
  if (cause.kind !== 'change') return WITHOUT_CHANGE[cause.kind];
  return `change “${cause.change.reason}” by ${cause.change.actor.name}`;
}

/** All that fell on one moment, in one line. */
export const causesWords = (causes: readonly CauseView[]) => causes.map(causeWords).join(' and ');
