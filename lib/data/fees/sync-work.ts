import 'server-only';
import { type Db, db } from '@/lib/db';
import type { FeeFacts } from '@/lib/domain/fees/facts';
import { listFrom } from '@/lib/domain/fees/rules';
import type { FeeSyncView } from '@/lib/domain/fees/views';
import { nextSyncAt } from '@/lib/domain/mirror';
import { env } from '@/lib/env';
import { type Context, verb } from '../context';
import type { Prisma } from '../generated/client';
import {
  ENDED,
  leaseFrom,
  releasing,
  stalling,
  type Trouble,
  takeable,
  taking,
} from '../mirror/run-state';
import { saveFeesIn } from './save-fees';

const ONLY = { id: 1 } as const;

/** The run through Stripe's list of fees as the one who works on it knows it. */
export interface TakenFeeSync {
  lease: string;
  cursor: string | null;
  listFrom: Date | null;
}

const TAKEN = { lease: true, cursor: true, listFrom: true } as const;

/** How far the fees are read. For verbs only: it checks no permission. */
export async function feeSync(): Promise<FeeSyncView> {
  const row = await db().feeSync.findUnique({ where: ONLY });
  return {
    complete: row !== null && row.completeAt !== null,
    running: row?.status === 'running',
    fees: row?.fees ?? 0,
    endedAt: row?.endedAt?.toISOString() ?? null,
    error: row?.error ?? null,
  };
}

/**
 * Starts the run that the schedule asks for, once however many instances do: the first one through all
 * fees, later ones through those of the last month. Returns whether it did.
 */
export const startDueFeeSync = verb('mirror:manage', async ({ now }): Promise<boolean> => {
  const row = await db().feeSync.findUnique({ where: ONLY });
  if (row?.status === 'running') return false;
  const due = nextSyncAt(row, env().MIRROR_SYNC_HOURS, now);
  if (due === null || due > now) return false;
  const from = listFrom(row?.completeAt ?? null);
  const before = row?.startedAt ?? null;
  const begun = await db().$executeRaw`
    INSERT INTO fee_sync AS known (id, status, started_at, heartbeat_at, next_at, list_from)
    VALUES (1, 'running', ${now}, ${now}, ${now}, ${from})
    ON CONFLICT (id) DO UPDATE SET
      status = 'running', started_at = EXCLUDED.started_at, heartbeat_at = EXCLUDED.heartbeat_at,
      ended_at = NULL, next_at = EXCLUDED.next_at, list_from = EXCLUDED.list_from, cursor = NULL,
      pages = 0, fees = 0, tries = 0, trouble = NULL, error = NULL
    WHERE known.status <> 'running' AND known.started_at = ${before}`;
  return begun > 0;
});

/** Takes the run that is to be worked on; null where there is none, or somebody else has it. */
export const takeFeeSync = verb('mirror:manage', async ({ now }): Promise<TakenFeeSync | null> => {
  const [run] = await db().feeSync.updateManyAndReturn({
    where: takeable(now),
    data: taking(now),
    select: TAKEN,
  });
  return (run as TakenFeeSync | undefined) ?? null;
});

type Held = Pick<TakenFeeSync, 'lease'>;

/** Does a part of the run and keeps where it is, together; nothing where somebody else has it by now. */
async function goOn(
  { now }: Context,
  { lease }: Held,
  work: (tx: Db) => Promise<Prisma.FeeSyncUpdateInput>,
): Promise<TakenFeeSync | null> {
  return db().$transaction(async (tx) => {
    const { count } = await tx.feeSync.updateMany({
      where: { lease, status: 'running' },
      data: { leasedUntil: leaseFrom(now), heartbeatAt: now },
    });
    if (count === 0) return null;
    const data = { tries: 0, trouble: null, ...(await work(tx)) };
    const run = await tx.feeSync.update({ where: ONLY, data, select: TAKEN });
    return run.lease === null ? null : (run as TakenFeeSync);
  });
}

interface FeePage {
  run: Held;
  askedAt: Date;
  fees: readonly FeeFacts[];
  hasMore: boolean;
}

/** Saves a page and how far the list has come; with the last page the run has come to its end. */
export const saveFeePage = verb(
  'mirror:manage',
  (context, { run, askedAt, fees, hasMore }: FeePage): Promise<TakenFeeSync | null> =>
    goOn(context, run, async (tx) => {
      const { now } = context;
      await saveFeesIn(tx, fees, { askedAt, now });
      const last = fees.at(-1);
      const counted = { pages: { increment: 1 }, fees: { increment: fees.length } };
      if (hasMore && last) return { ...counted, cursor: last.id };
      const { startedAt } = await tx.feeSync.findUniqueOrThrow({ where: ONLY });
      return { ...counted, ...ENDED, status: 'done', endedAt: now, completeAt: startedAt };
    }),
);

/** Lets the run begin its list anew, because Stripe no longer knows the place where it was. */
export const restartFeeList = verb('mirror:manage', (context, { run }: { run: Held }) =>
  goOn(context, run, async () => ({ cursor: null })),
);

/** Lets the run go, so that it goes on at once with whoever takes it. */
export const releaseFeeSync = verb('mirror:manage', async ({ now }, { run }: { run: Held }) => {
  await db().feeSync.updateMany({
    where: { lease: run.lease },
    data: releasing(now),
  });
});

/** Lets the run wait for trouble to pass, or ends it as failed where it does not. */
export const stallFeeSync = verb(
  'mirror:manage',
  async ({ now }, { run, ...trouble }: Trouble<Held>): Promise<void> => {
    const where = { lease: run.lease };
    const row = await db().feeSync.findFirst({ where });
    if (!row) return;
    await db().feeSync.updateMany({ where, data: stalling(row, trouble, now) });
  },
);

/** The next moment at which the run, or a refund whose end is not known, goes on; null for neither. */
export const nextFeeWork = verb('mirror:manage', async (): Promise<Date | null> => {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT min(at) AS at FROM (
      SELECT greatest(next_at, leased_until) AS at FROM fee_sync WHERE status = 'running'
      UNION ALL
      SELECT greatest(next_at, leased_until) FROM fee_refund_request
      WHERE state IN ('asked', 'unknown')
    ) work`;
  return row?.at ?? null;
});
