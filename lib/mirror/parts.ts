import 'server-only';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '@/lib/data/context';
import { SYSTEM } from '@/lib/domain/permissions';
import { env } from '@/lib/env';
import { now } from '@/lib/time';

/** What work on the mirror needs of the world around it. */
export interface MirrorParts {
  clock: () => Date;
  /** A number from 0 up to 1, another one each time. */
  chance: () => number;
  /** Lets some time pass between two pages. */
  pause: () => Promise<unknown>;
}

export const PARTS: MirrorParts = {
  clock: now,
  chance: Math.random,
  pause: () => setTimeout(env().MIRROR_SYNC_PAUSE_MS),
};

/** The product at work by itself. */
export const contextAt = (now: Date): Context => ({
  actor: SYSTEM,
  requestId: `mirror-${randomUUID()}`,
  now,
});
