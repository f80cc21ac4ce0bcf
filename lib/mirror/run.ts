import 'server-only';
import type { Context } from '@/lib/data/context';
import type { Trouble } from '@/lib/data/mirror/run-state';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import { log } from '@/lib/log';
import { isStopping } from '@/lib/stopping';
import { contextAt, type MirrorParts } from './parts';

/** After this long, whoever works on a run lets go of it, so that a process can end. */
const ROUND_MS = 10_000;

/** What passes by itself: then a run waits rather than fails. */
const PASSING = new Set<ErrorCode>(['rate_limited', 'stripe_unavailable', 'stripe_timeout']);

/** A run through one of Stripe's lists: how it is taken, gone on with, let go and stopped. */
export interface RunOf<Run> {
  /** What the log calls it. */
  name: string;
  /** What tells it from others in the log. */
  about?: (run: Run) => object;
  take: (context: Context) => Promise<Run | null>;
  /** Does the next part and keeps where the run then is; null where it has ended, or another has it. */
  next: (run: Run, parts: MirrorParts) => Promise<Run | null>;
  release: (context: Context, run: Run) => Promise<void>;
  stall: (context: Context, trouble: Trouble<Run>) => Promise<void>;
}

async function stall<Run>(of: RunOf<Run>, run: Run, error: AppError, parts: MirrorParts) {
  const { code, message, retryAfter } = error;
  const passes = PASSING.has(code);
  log.warn({ ...of.about?.(run), code, passes }, `${of.name} stalled`);
  const chance = parts.chance();
  await of.stall(contextAt(parts.clock()), { run, code, message, passes, retryAfter, chance });
}

/**
 * Works on the run under way, if nobody else does, part by part. It goes on behind the last part that
 * was saved, whoever saved it; trouble with Stripe makes it wait. Returns how many parts it did.
 */
export async function workOn<Run>(of: RunOf<Run>, parts: MirrorParts): Promise<number> {
  const until = parts.clock().getTime() + ROUND_MS;
  let run = await of.take(contextAt(parts.clock()));
  let done = 0;
  while (run) {
    const at: Run = run;
    try {
      run = await of.next(at, parts);
      done += 1;
    } catch (error) {
      // Without a database the run stays taken until its lease is over.
      if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
      await stall(of, at, error, parts);
      return done;
    }
    if (!run) break;
    if (parts.clock().getTime() >= until || isStopping()) {
      await of.release(contextAt(parts.clock()), run);
      break;
    }
    await parts.pause();
  }
  return done;
}
