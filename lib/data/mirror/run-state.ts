import { randomUUID } from 'node:crypto';
import { isStuck, waitAfter } from '@/lib/domain/mirror';

/** How long nobody else goes on with a run that one works on; longer than a page may take. */
const LEASE_MS = 60_000;

/** What a run that has ended no longer has. */
export const ENDED = { nextAt: null, lease: null, leasedUntil: null, trouble: null } as const;

/** Until when a run that is gone on with belongs to who does. */
export const leaseFrom = (now: Date) => new Date(now.getTime() + LEASE_MS);

/** A run that can be taken at a moment: its time has come, and nobody has it. */
export const takeable = (now: Date) => ({
  status: 'running' as const,
  nextAt: { lte: now },
  OR: [{ leasedUntil: null }, { leasedUntil: { lte: now } }],
});

/** What makes a run that of whoever writes it. */
export const taking = (now: Date) => ({ lease: randomUUID(), leasedUntil: leaseFrom(now) });

/** What lets a run go, so that it goes on at once with whoever takes it. */
export const releasing = (now: Date) => ({ lease: null, leasedUntil: null, nextAt: now });

/** Why a run cannot go on now. */
export interface Trouble<Run> {
  run: Run;
  code: string;
  /** For people, in a sentence. */
  message: string;
  /** Whether it passes by itself. */
  passes: boolean;
  retryAfter?: number | undefined;
  chance: number;
}

/** What trouble makes of a run: it waits for it to pass, or has failed where it does not. */
export function stalling(
  { tries: before, heartbeatAt }: { tries: number; heartbeatAt: Date },
  { code, message, passes, retryAfter, chance }: Omit<Trouble<unknown>, 'run'>,
  now: Date,
) {
  const tries = before + 1;
  if (!passes || isStuck(heartbeatAt, now)) {
    return { ...ENDED, status: 'failed' as const, endedAt: now, error: message, tries };
  }
  const nextAt = new Date(now.getTime() + waitAfter(tries, chance, retryAfter));
  return { tries, nextAt, trouble: code, lease: null, leasedUntil: null };
}
