import 'server-only';
import {
  nextFeeWork,
  releaseFeeSync,
  restartFeeList,
  saveFeePage,
  stallFeeSync,
  startDueFeeSync,
  type TakenFeeSync,
  takeFeeSync,
} from '@/lib/data/fees/sync-work';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import { log } from '@/lib/log';
import { contextAt, type MirrorParts, PARTS } from '@/lib/mirror/parts';
import { isStopping } from '@/lib/stopping';
import { listFeePage } from '@/lib/stripe/application-fees';

/** After this long, whoever works on the run lets go of it, so that a process can end. */
const ROUND_MS = 10_000;

/** What passes by itself: then the run waits rather than fails. */
const PASSING = new Set<ErrorCode>(['rate_limited', 'stripe_unavailable', 'stripe_timeout']);

async function list(run: TakenFeeSync, { clock }: MirrorParts): Promise<TakenFeeSync | null> {
  const askedAt = clock();
  const page = await listFeePage({ after: run.cursor, from: run.listFrom });
  if (page === 'lost') return restartFeeList(contextAt(clock()), { run });
  return saveFeePage(contextAt(clock()), { run, askedAt, ...page });
}

async function stall(run: TakenFeeSync, error: AppError, { clock, chance }: MirrorParts) {
  const { code, message, retryAfter } = error;
  const passes = PASSING.has(code);
  log.warn({ code, passes }, 'sync of fees stalled');
  await stallFeeSync(contextAt(clock()), {
    ...{ run, code, message, passes, retryAfter },
    chance: chance(),
  });
}

/**
 * Works on the run through Stripe's list of application fees, if one is under way and nobody else
 * does, page by page and the newest fees first. It goes on behind the last page that was saved,
 * whoever saved it; trouble with Stripe makes it wait. Returns how many pages it did.
 */
export async function workOnFeeSync(parts: MirrorParts = PARTS): Promise<number> {
  const until = parts.clock().getTime() + ROUND_MS;
  let run = await takeFeeSync(contextAt(parts.clock()), undefined);
  let done = 0;
  while (run) {
    const at = run;
    try {
      run = await list(at, parts);
      done += 1;
    } catch (error) {
      // Without a database the run stays taken until its lease is over.
      if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
      await stall(at, error, parts);
      return done;
    }
    if (!run) break;
    if (parts.clock().getTime() >= until || isStopping()) {
      await releaseFeeSync(contextAt(parts.clock()), { run });
      break;
    }
    await parts.pause();
  }
  return done;
}

/** Starts the run that the schedule asks for, if it is due. */
export async function startFeeSyncIfDue(now: Date): Promise<void> {
  if (await startDueFeeSync(contextAt(now), undefined)) log.info('scheduled sync of fees');
}

/** The next moment at which the run, or a refund whose end is not known, goes on. */
export const nextFeeWorkAt = (): Promise<Date | null> =>
  nextFeeWork(contextAt(new Date()), undefined);
