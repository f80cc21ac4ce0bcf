import 'server-only';
import { randomUUID } from 'node:crypto';
import { requireAccountId } from '@/lib/data/account-rows';
import { getAccount } from '@/lib/data/accounts';
import { type Context, verb } from '@/lib/data/context';
import {
  nextRefresh,
  postponeRefresh,
  saveRefresh,
  type TakenRefresh,
  takeRefreshes,
} from '@/lib/data/mirror/refreshes';
import { AppError } from '@/lib/domain/errors';
import type { AccountDetail } from '@/lib/domain/views';
import { log } from '@/lib/log';
import { isStopping } from '@/lib/stopping';
import { retrieveAccount } from '@/lib/stripe/accounts';
import { now } from '@/lib/time';
import { contextAt, type MirrorParts, PARTS } from './parts';

const BUDGET_MS = 8_500;
/** Accounts that are fetched at the same time; Stripe lets a platform read many more a second. */
const AT_ONCE = 5;
/** After this long, a round takes nothing more: what else is due waits for the next one. */
const ROUND_MS = 10_000;

/**
 * Fetches an account from Stripe now and saves it. One that Stripe calls none of ours is disconnected
 * by it. Throws `account_not_found` where neither Stripe nor the mirror has it, or one of Stripe's.
 */
export const refreshAccount = verb(
  'mirror:manage',
  async (context: Context, { id }: { id: string }): Promise<AccountDetail> => {
    requireAccountId(id);
    const askedAt = context.now;
    const facts = await retrieveAccount(id, BUDGET_MS);
    await saveRefresh(context, { account: id, facts, askedAt });
    return getAccount(context, { id });
  },
);

async function refresh(taken: TakenRefresh, { clock, chance }: MirrorParts): Promise<void> {
  const { account } = taken;
  const requestId = `refresh-${randomUUID()}`;
  const askedAt = clock();
  try {
    const facts = await retrieveAccount(account, BUDGET_MS);
    await saveRefresh({ ...contextAt(clock()), requestId }, { account, facts, askedAt });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const failed = { taken, retryAfter: error.retryAfter, chance: chance() };
    const again = await postponeRefresh(contextAt(clock()), failed);
    log.warn({ account, code: error.code, tries: taken.tries + 1, again }, 'account not fetched');
  }
}

/**
 * Fetches the accounts that events and mints asked for, a few at a time. Several instances may do it
 * at once. Returns how many were fetched or tried.
 */
export async function refreshDue(parts: MirrorParts = PARTS): Promise<number> {
  const until = parts.clock().getTime() + ROUND_MS;
  let done = 0;
  while (parts.clock().getTime() < until && !isStopping()) {
    const taken = await takeRefreshes(contextAt(parts.clock()), { limit: AT_ONCE });
    if (taken.length === 0) break;
    await Promise.all(taken.map((one) => refresh(one, parts)));
    done += taken.length;
  }
  return done;
}

/** The next moment at which an account is to be fetched; null where none is. */
export const nextRefreshAt = (): Promise<Date | null> => nextRefresh(contextAt(now()), undefined);
