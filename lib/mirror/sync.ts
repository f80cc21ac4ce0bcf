import 'server-only';
import type { StripeAnswer } from '@/lib/data/mirror/refreshes';
import { startDueSync } from '@/lib/data/mirror/sync-runs';
import {
  absentAccounts,
  finishSync,
  nextSync,
  releaseSync,
  restartList,
  saveChecked,
  saveSyncPage,
  stallSync,
  type TakenSync,
  takeSync,
} from '@/lib/data/mirror/sync-work';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import { log } from '@/lib/log';
import { isStopping } from '@/lib/stopping';
import { type AccountPage, listAccountPage, retrieveAccount } from '@/lib/stripe/accounts';
import { contextAt, type MirrorParts, PARTS } from './parts';

/** After this long, whoever works on a run lets go of it, so that a process can end. */
const ROUND_MS = 10_000;
const CHECK_BUDGET_MS = 8_500;
/** Accounts that are asked for at the same time because the list no longer had them. */
const CHECKS_AT_ONCE = 5;

/** What passes by itself: then a run waits rather than fails. */
const PASSING = new Set<ErrorCode>(['rate_limited', 'stripe_unavailable', 'stripe_timeout']);

/** The page that a run is at, or `lost` where Stripe knows its place no longer in either way. */
async function pageOf({ cursor, cursorCreatedAt }: TakenSync): Promise<AccountPage | 'lost'> {
  if (cursor === null) return listAccountPage();
  const page = await listAccountPage({ after: cursor });
  // The account left the platform; those behind it are the ones that were created no later.
  if (page !== 'lost' || cursorCreatedAt === null) return page;
  return listAccountPage({ createdUntil: cursorCreatedAt });
}

async function list(run: TakenSync, { clock }: MirrorParts): Promise<TakenSync | null> {
  const askedAt = clock();
  const page = await pageOf(run);
  if (page === 'lost') return restartList(contextAt(clock()), { run });
  return saveSyncPage(contextAt(clock()), { run, askedAt, ...page });
}

async function check(run: TakenSync, { clock }: MirrorParts): Promise<TakenSync | null> {
  const ids = await absentAccounts(contextAt(clock()), { run, limit: CHECKS_AT_ONCE });
  if (ids.length === 0) return finishSync(contextAt(clock()), { run });
  const answers = await Promise.all(
    ids.map(async (account): Promise<StripeAnswer> => {
      const askedAt = clock();
      return { account, askedAt, facts: await retrieveAccount(account, CHECK_BUDGET_MS) };
    }),
  );
  return saveChecked(contextAt(clock()), { run, answers });
}

async function stall(run: TakenSync, error: AppError, { clock, chance }: MirrorParts) {
  const { code, message, retryAfter } = error;
  const passes = PASSING.has(code);
  log.warn({ sync: run.id, code, passes }, 'sync stalled');
  const trouble = { run, code, message, passes, retryAfter, chance: chance() };
  await stallSync(contextAt(clock()), trouble);
}

/**
 * Works on the run under way, if nobody else does: page by page, then account by account for those
 * that the list no longer had. Where the process ends in between, the run goes on behind the last
 * page that was saved. Trouble with Stripe makes it wait. Returns how many parts it did.
 */
export async function workOnSync(parts: MirrorParts = PARTS): Promise<number> {
  const until = parts.clock().getTime() + ROUND_MS;
  let run = await takeSync(contextAt(parts.clock()), undefined);
  let done = 0;
  while (run) {
    const at = run;
    try {
      run = at.phase === 'listing' ? await list(at, parts) : await check(at, parts);
      done += 1;
    } catch (error) {
      // Without a database the run stays taken until its lease is over.
      if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
      await stall(at, error, parts);
      return done;
    }
    if (!run) break;
    if (parts.clock().getTime() >= until || isStopping()) {
      await releaseSync(contextAt(parts.clock()), { run });
      break;
    }
    await parts.pause();
  }
  return done;
}

/** Starts the run that the schedule asks for, if it is due. */
export async function startSyncIfDue(now: Date): Promise<void> {
  const id = await startDueSync(contextAt(now), undefined);
  if (id) log.info({ sync: id }, 'scheduled sync');
}

/** The next moment at which a run goes on; null where none is under way. */
export const nextSyncWork = (): Promise<Date | null> => nextSync(contextAt(new Date()), undefined);
