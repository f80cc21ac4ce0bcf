import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { waitAfter } from '@/lib/domain/mirror';
import { verb } from '../context';
import { asAppError } from '../database-errors';
import { disconnectRefused } from './connections';
import { saveAccountsIn } from './save-accounts';
import { wakeMirror } from './wake';

/** How long nobody else fetches what one has taken; far longer than a fetch may last. */
const LEASE_MS = 60_000;
/** Shortest time between two fetches of one account, however many events come in. */
const BETWEEN_MS = 1_000;
/** After this many failures in a row it is left to the next sync: by then some three hours passed. */
const MOST_TRIES = 40;

/** Asks for an account to be fetched, in the caller's transaction. Whoever asks again adds nothing. */
export async function wantRefresh(tx: Db, account: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO account_refresh (account_id, wanted_at, next_at) VALUES (${account}, ${at}, ${at})
    ON CONFLICT (account_id) DO UPDATE
    SET wanted_at = greatest(account_refresh.wanted_at, EXCLUDED.wanted_at)`;
}

/** Asks for an account of the mirror to be fetched soon. For verbs only: it checks no permission. */
export async function askForRefresh(account: string, at: Date): Promise<void> {
  try {
    await wantRefresh(db(), account, at);
  } catch (error) {
    throw asAppError(error);
  }
  wakeMirror('refresh');
}

/** An account that was taken to be fetched. */
export interface TakenRefresh {
  account: string;
  lease: string;
  tries: number;
}

/** Takes some accounts to fetch; whoever else asks gets others, until these are saved or overdue. */
export const takeRefreshes = verb(
  'mirror:manage',
  async ({ now }, { limit }: { limit: number }): Promise<TakenRefresh[]> => {
    const lease = randomUUID();
    const until = new Date(now.getTime() + LEASE_MS);
    return db().$queryRaw<TakenRefresh[]>`
      UPDATE account_refresh SET lease = ${lease}::uuid, leased_until = ${until}
      WHERE account_id IN (
        SELECT account_id FROM account_refresh
        WHERE next_at <= ${now} AND (leased_until IS NULL OR leased_until <= ${now})
        ORDER BY next_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING account_id AS account, lease::text AS lease, tries`;
  },
);

/** The next moment at which an account is to be fetched; null where none is. */
export const nextRefresh = verb('mirror:manage', async (): Promise<Date | null> => {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT min(greatest(next_at, leased_until)) AS at FROM account_refresh`;
  return row?.at ?? null;
});

/** What Stripe said of an account; null facts where it called the account none of ours. */
export interface StripeAnswer {
  account: string;
  facts: AccountFacts | null;
  /** The moment just before Stripe was asked. */
  askedAt: Date;
}

/** Ends what was asked for until Stripe was asked; what was asked for since waits for one more fetch. */
async function settle(tx: Db, { account, askedAt }: StripeAnswer, now: Date, outcome: string) {
  await tx.stripeEvent.updateMany({
    where: { accountId: account, handledAt: null, receivedAt: { lte: askedAt } },
    data: { handledAt: now, outcome },
  });
  await tx.accountRefresh.deleteMany({ where: { accountId: account, wantedAt: { lte: askedAt } } });
  await tx.accountRefresh.updateMany({
    where: { accountId: account },
    data: {
      ...{ tries: 0, lease: null, leasedUntil: null },
      nextAt: new Date(askedAt.getTime() + BETWEEN_MS),
    },
  });
}

/** Saves what Stripe said of one account, or that it refused it, and what that settles. */
export const saveRefresh = verb(
  'mirror:manage',
  async ({ now, requestId }, answer: StripeAnswer): Promise<void> => {
    const { account, facts, askedAt } = answer;
    const saving = { askedAt, requestId, now };
    await db().$transaction(async (tx) => {
      if (facts) await saveAccountsIn(tx, [facts], saving);
      else await disconnectRefused(tx, account, saving);
      await settle(tx, answer, now, facts ? 'refreshed' : 'refused');
    });
  },
);

/** Why a fetch failed, and how much by chance the wait is spread. */
interface Failed {
  taken: TakenRefresh;
  retryAfter?: number | undefined;
  chance: number;
}

/**
 * Puts off a fetch that failed. After many failures it is given up: a sync comes round in any case.
 * Returns whether it will be tried again.
 */
export const postponeRefresh = verb(
  'mirror:manage',
  async ({ now }, { taken, retryAfter, chance }: Failed): Promise<boolean> => {
    const { account: accountId, lease } = taken;
    const tries = taken.tries + 1;
    if (tries >= MOST_TRIES) {
      await db().$transaction([
        db().stripeEvent.updateMany({
          where: { accountId, handledAt: null },
          data: { handledAt: now, outcome: 'given_up' },
        }),
        db().accountRefresh.deleteMany({ where: { accountId, lease } }),
      ]);
      return false;
    }
    const nextAt = new Date(now.getTime() + waitAfter(tries, chance, retryAfter));
    await db().accountRefresh.updateMany({
      where: { accountId, lease },
      data: { tries, nextAt, lease: null, leasedUntil: null },
    });
    return true;
  },
);
