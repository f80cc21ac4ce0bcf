import 'server-only';
import type PgBoss from 'pg-boss';
import { pruneEvents } from '@/lib/data/mirror/events';
import { type MirrorWork, onMirrorWork } from '@/lib/data/mirror/wake';
import { resolveRefunds } from '@/lib/fees/resolve';
import { nextFeeWorkAt, startFeeSyncIfDue, workOnFeeSync } from '@/lib/fees/sync';
import { log } from '@/lib/log';
import { contextAt } from '@/lib/mirror/parts';
import { nextRefreshAt, refreshDue } from '@/lib/mirror/refresh';
import { nextSyncWork, startSyncIfDue, workOnSync } from '@/lib/mirror/sync';
import { now } from '@/lib/time';

const QUEUES: Readonly<Record<MirrorWork, string>> = {
  sync: 'mirror-sync',
  refresh: 'mirror-refresh',
  fees: 'mirror-fees',
};

/** The queues that wake the mirror's work. */
export const MIRROR_QUEUES: readonly string[] = Object.values(QUEUES);

/** Longest time ahead for which a wake-up is sent; what is later is found by a look of the clock. */
const AHEAD_MS = 2 * 60_000;
const POLL_SECONDS = 0.5;

async function wakeAt(boss: PgBoss, work: MirrorWork, at: Date | null): Promise<void> {
  const from = now().getTime();
  if (at === null || at.getTime() - from > AHEAD_MS) return;
  const startAfter = new Date(Math.max(at.getTime(), from));
  await boss.send(QUEUES[work], {}, { startAfter, singletonKey: at.toISOString() });
}

async function runSync(boss: PgBoss): Promise<void> {
  const at = now();
  await startSyncIfDue(at);
  await workOnSync();
  await wakeAt(boss, 'sync', await nextSyncWork());
  await pruneEvents(contextAt(at), undefined);
}

async function runRefresh(boss: PgBoss): Promise<void> {
  await refreshDue();
  await wakeAt(boss, 'refresh', await nextRefreshAt());
}

async function runFees(boss: PgBoss): Promise<void> {
  await startFeeSyncIfDue(now());
  await resolveRefunds();
  await workOnFeeSync();
  await wakeAt(boss, 'fees', await nextFeeWorkAt());
}

/** Looks for work on the mirror, which each look of the clock does too, for a wake-up that was lost. */
export async function lookAtMirror(boss: PgBoss): Promise<void> {
  for (const queue of Object.values(QUEUES)) await boss.send(queue, {});
}

/**
 * Starts what keeps the mirror fresh: syncs of all accounts, fetches of those that events name, and
 * application fees with the refunds of them whose end is not known.
 */
export async function startMirror(boss: PgBoss): Promise<void> {
  const runs = { sync: runSync, refresh: runRefresh, fees: runFees };
  for (const work of ['sync', 'refresh', 'fees'] as const) {
    const name = QUEUES[work];
    // Of wake-ups for one moment a single one waits, however many events sent one.
    await boss.createQueue(name, { name, policy: 'short' });
    await boss.work(name, { pollingIntervalSeconds: POLL_SECONDS }, () => runs[work](boss));
  }
  onMirrorWork((work) => {
    boss.send(QUEUES[work], {}).catch((error) => log.error({ err: error }, 'wake-up'));
  });
}
