import 'server-only';
import { type Db, db } from '@/lib/db';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { type Context, verb } from '../context';
import type { Prisma } from '../generated/client';
import { disconnectRefused } from './connections';
import type { StripeAnswer } from './refreshes';
import { ENDED, leaseFrom, releasing, stalling, type Trouble, takeable, taking } from './run-state';
import { saveAccountsIn } from './save-accounts';

/** Most accounts that one run asks for because the list no longer had them. */
const MOST_CHECKS = 10_000;

/** A run as the one who works on it knows it. */
export interface TakenSync {
  id: string;
  lease: string;
  phase: 'listing' | 'checking';
  cursor: string | null;
  cursorCreatedAt: Date | null;
}

const TAKEN = { id: true, lease: true, phase: true, cursor: true, cursorCreatedAt: true } as const;

/** Takes the run that is to be worked on; null where there is none, or somebody else has it. */
export const takeSync = verb('mirror:manage', async ({ now }): Promise<TakenSync | null> => {
  const [run] = await db().syncRun.updateManyAndReturn({
    where: takeable(now),
    data: taking(now),
    select: TAKEN,
  });
  return (run as TakenSync | undefined) ?? null;
});

/** The next moment at which a run goes on; null where none is under way. */
export const nextSync = verb('mirror:manage', async (): Promise<Date | null> => {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT greatest(next_at, leased_until) AS at FROM sync_run WHERE status = 'running'`;
  return row?.at ?? null;
});

type Held = Pick<TakenSync, 'id' | 'lease'>;

/**
 * Does a part of a run and keeps where it is, together. Nothing is done, and null returned, where
 * the run was cancelled meanwhile or somebody else went on with it.
 */
async function goOn(
  context: Context,
  { id, lease }: Held,
  work: (tx: Db) => Promise<Prisma.SyncRunUpdateInput>,
): Promise<TakenSync | null> {
  const { now } = context;
  return db().$transaction(async (tx) => {
    const { count } = await tx.syncRun.updateMany({
      where: { id, lease, status: 'running' },
      data: { leasedUntil: leaseFrom(now), heartbeatAt: now },
    });
    if (count === 0) return null;
    const data = { tries: 0, trouble: null, ...(await work(tx)) };
    const run = await tx.syncRun.update({ where: { id }, data, select: TAKEN });
    return run.lease === null ? null : (run as TakenSync);
  });
}

/** A page of Stripe's list. */
export interface SyncPage {
  run: Held;
  askedAt: Date;
  accounts: readonly AccountFacts[];
  hasMore: boolean;
}

/** Saves a page and how far the list has come; after the last page come the checks. */
export const saveSyncPage = verb(
  'mirror:manage',
  (context, { run, askedAt, accounts, hasMore }: SyncPage): Promise<TakenSync | null> =>
    goOn(context, run, async (tx) => {
      const { requestId, now } = context;
      const { added, changed } = await saveAccountsIn(tx, accounts, { askedAt, requestId, now });
      const last = accounts.at(-1);
      return {
        pages: { increment: 1 },
        accounts: { increment: accounts.length },
        added: { increment: added },
        changed: { increment: changed },
        ...(hasMore && last
          ? { cursor: last.id, cursorCreatedAt: last.createdAt }
          : { phase: 'checking', cursor: null, cursorCreatedAt: null }),
      };
    }),
);

/** Lets a run begin its list anew, because Stripe no longer knows the place where it was. */
export const restartList = verb(
  'mirror:manage',
  (context, { run }: { run: Held }): Promise<TakenSync | null> =>
    goOn(context, run, async () => ({ cursor: null, cursorCreatedAt: null })),
);

/**
 * Some accounts that Stripe's list no longer had: connected, and not heard of since the run began.
 * There is no index for it: one would be written anew with every account at every sync.
 */
export const absentAccounts = verb(
  'mirror:manage',
  async (_context, { run, limit }: { run: Held; limit: number }): Promise<string[]> => {
    const rows = await db().$queryRaw<{ id: string }[]>`
      SELECT a.id FROM account a, sync_run r
      WHERE r.id = ${run.id}::uuid AND r.checked < ${MOST_CHECKS}
        AND a.disconnected_at IS NULL AND a.synced_at < r.started_at
        AND a.id > coalesce(r.cursor, '')
      ORDER BY a.id LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  },
);

/** Saves what Stripe said of accounts that its list no longer had. */
export const saveChecked = verb(
  'mirror:manage',
  (context, { run, answers }: { run: Held; answers: readonly StripeAnswer[] }) =>
    goOn(context, run, async (tx) => {
      const { requestId, now } = context;
      let disconnected = 0;
      for (const { account, facts, askedAt } of answers) {
        const saving = { askedAt, requestId, now };
        if (facts) await saveAccountsIn(tx, [facts], saving);
        else if (await disconnectRefused(tx, account, saving)) disconnected += 1;
      }
      return {
        cursor: answers.at(-1)?.account ?? null,
        checked: { increment: answers.length },
        disconnected: { increment: disconnected },
      };
    }),
);

/** Ends a run that has come round. */
export const finishSync = verb('mirror:manage', (context, { run }: { run: Held }) =>
  goOn(context, run, async () => ({ ...ENDED, status: 'done', endedAt: context.now })),
);

/** Lets a run go, so that it goes on at once with whoever takes it. */
export const releaseSync = verb('mirror:manage', async ({ now }, { run }: { run: Held }) => {
  await db().syncRun.updateMany({
    where: { id: run.id, lease: run.lease },
    data: releasing(now),
  });
});

/** Lets a run wait for trouble to pass, or ends it as failed where it does not. */
export const stallSync = verb(
  'mirror:manage',
  async ({ now }, { run, ...trouble }: Trouble<Held>): Promise<void> => {
    const where = { id: run.id, lease: run.lease };
    const row = await db().syncRun.findFirst({ where });
    if (!row) return;
    await db().syncRun.updateMany({ where, data: stalling(row, trouble, now) });
  },
);
