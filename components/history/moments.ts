import type { AccountHistory, MomentView } from '@/lib/domain/history-view';

const ms = (at: string) => Date.parse(at);

/** The moment since which a policy has been what it is at `at`; null before the history begins. */
export function sinceOf({ moments }: AccountHistory, at: string): MomentView | null {
  return moments.findLast((moment) => ms(moment.at) <= ms(at)) ?? null;
}

/** Where a key leads on the slider; `at` null stands for now. undefined for keys that lead nowhere. */
export function stopFor(
  { moments }: AccountHistory,
  at: string | null,
  key: string,
): string | null | undefined {
  const now = at === null ? Number.POSITIVE_INFINITY : ms(at);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return (moments.findLast((moment) => ms(moment.at) < now) ?? moments[0])?.at;
    case 'ArrowRight':
    case 'ArrowUp':
      return moments.find((moment) => ms(moment.at) > now)?.at ?? null;
    case 'Home':
      return moments[0]?.at;
    case 'End':
      return null;
    default:
      return undefined;
  }
}

/** How close to a stop, as a part of the whole, a pointer means the stop. */
const CLOSE = 0.012;

/**
 * What a place on the slider means: now at its end, a moment where something changed if it is as
 * close as a pointer can be, or else exactly that moment.
 */
export function momentAt(history: AccountHistory, place: number): string | null {
  const [from, now] = [ms(history.from), ms(history.now)];
  const reach = (now - from) * CLOSE;
  if (place >= now - reach / 2) return null;
  const [nearest] = history.moments
    .map(({ at }) => ({ at, away: Math.abs(ms(at) - place) }))
    .sort((a, b) => a.away - b.away);
  return nearest && nearest.away <= reach ? nearest.at : new Date(place).toISOString();
}

/** Where a moment lies between the beginning and now, from 0 to 1. */
export function placeOf({ from, now }: Pick<AccountHistory, 'from' | 'now'>, at: string): number {
  const whole = Math.max(1, ms(now) - ms(from));
  return Math.min(1, Math.max(0, (ms(at) - ms(from)) / whole));
}
