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
import { log } from '@/lib/log';
import { contextAt, type MirrorParts, PARTS } from '@/lib/mirror/parts';
import { type RunOf, workOn } from '@/lib/mirror/run';
import { listFeePage } from '@/lib/stripe/application-fees';
import { now } from '@/lib/time';

async function list(run: TakenFeeSync, { clock }: MirrorParts): Promise<TakenFeeSync | null> {
  const askedAt = clock();
  const page = await listFeePage({ after: run.cursor, from: run.listFrom });
  if (page === 'lost') return restartFeeList(contextAt(clock()), { run });
  return saveFeePage(contextAt(clock()), { run, askedAt, ...page });
}

const FEES: RunOf<TakenFeeSync> = {
  name: 'sync of fees',
  take: (context) => takeFeeSync(context, undefined),
  next: list,
  release: (context, run) => releaseFeeSync(context, { run }),
  stall: stallFeeSync,
};

/**
 * Works on the run through Stripe's list of application fees, page by page and the newest fees first,
 * as `workOn` says. Returns how many pages it did.
 */
export const workOnFeeSync = (parts: MirrorParts = PARTS): Promise<number> => workOn(FEES, parts);

/** Starts the run that the schedule asks for, if it is due. */
export async function startFeeSyncIfDue(now: Date): Promise<void> {
  if (await startDueFeeSync(contextAt(now), undefined)) log.info('scheduled sync of fees');
}

/** The next moment at which the run, or a refund whose end is not known, goes on. */
export const nextFeeWorkAt = (): Promise<Date | null> => nextFeeWork(contextAt(now()), undefined);
