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
import { log } from '@/lib/log';
import { type AccountPage, listAccountPage, retrieveAccount } from '@/lib/stripe/accounts';
import { now } from '@/lib/time';
import { contextAt, type MirrorParts, PARTS } from './parts';
import { type RunOf, workOn } from './run';

const CHECK_BUDGET_MS = 8_500;
/** Accounts that are asked for at the same time because the list no longer had them. */
const CHECKS_AT_ONCE = 5;

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

const ACCOUNTS: RunOf<TakenSync> = {
  name: 'sync',
  about: ({ id }) => ({ sync: id }),
  take: (context) => takeSync(context, undefined),
  next: (run, parts) => (run.phase === 'listing' ? list(run, parts) : check(run, parts)),
  release: (context, run) => releaseSync(context, { run }),
  stall: stallSync,
};

/**
 * Works on the run through all accounts: page by page, then account by account for those that the
 * list no longer had, as `workOn` says. Returns how many parts it did.
 */
export const workOnSync = (parts: MirrorParts = PARTS): Promise<number> => workOn(ACCOUNTS, parts);

/** Starts the run that the schedule asks for, if it is due. */
export async function startSyncIfDue(now: Date): Promise<void> {
  const id = await startDueSync(contextAt(now), undefined);
  if (id) log.info({ sync: id }, 'scheduled sync');
}

/** The next moment at which a run goes on; null where none is under way. */
export const nextSyncWork = (): Promise<Date | null> => nextSync(contextAt(now()), undefined);
