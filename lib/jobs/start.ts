import 'server-only';
import PgBoss from 'pg-boss';
import { onBulk } from '@/lib/data/bulk/wake';
import { nextDue } from '@/lib/data/changes/due';
import { onDue } from '@/lib/data/changes/wake';
import { nextNotice } from '@/lib/data/notices/outbox';
import { onNotices } from '@/lib/data/notices/wake';
import { requireKnownKeys } from '@/lib/data/sealed/known-keys';
import { DatabaseClient } from '@/lib/db-client';
import { SYSTEM } from '@/lib/domain/permissions';
import { log } from '@/lib/log';
import { now } from '@/lib/time';
import { runBulkJobs } from './bulk';
import { doWhatIsDue } from './clock';
import { lookAtMirror, MIRROR_QUEUES, startMirror } from './mirror';
import { deliverDue } from './notices';
import { observeRounds } from './round';

const CLOCK = 'clock';
const NOTICES = 'notices';
const BULK = 'bulk';
type Queue = typeof CLOCK | typeof NOTICES;

const SCHEMA = 'jobs';
const POLL_SECONDS = 0.5;
const RETRY_MS = 2_000;

/** Longest time ahead for which a wake-up is sent; what is later is found by a later look. */
const AHEAD_MS = 2 * 60_000;

/** Rounds that send notices in this process at the same time: a slow one does not hold up all. */
const SENDERS = 2;

/** Sends a wake-up for something that is due soon, once however many instances see it. */
async function wakeAt(boss: PgBoss, queue: Queue, at: Date, from: Date): Promise<void> {
  if (at.getTime() - from.getTime() > AHEAD_MS) return;
  const startAfter = new Date(Math.max(at.getTime(), from.getTime()));
  await boss.send(queue, {}, { startAfter, singletonKey: at.toISOString() });
}

async function runClock(boss: PgBoss): Promise<void> {
  const at = now();
  await doWhatIsDue(at);
  const next = await nextDue({ actor: SYSTEM, requestId: 'clock', now: at }, undefined);
  if (next) await wakeAt(boss, CLOCK, next, at);
  await boss.send(NOTICES, {});
  await boss.send(BULK, {});
  await lookAtMirror(boss);
}

async function runNotices(boss: PgBoss): Promise<void> {
  await deliverDue();
  const at = now();
  const next = await nextNotice({ actor: SYSTEM, requestId: 'notices', now: at }, undefined);
  if (next) await wakeAt(boss, NOTICES, next, at);
}

async function startClock(boss: PgBoss): Promise<void> {
  await boss.createQueue(CLOCK, { name: CLOCK, policy: 'standard' });
  await boss.work(CLOCK, { pollingIntervalSeconds: POLL_SECONDS }, () => runClock(boss));
  // A look each minute finds what was scheduled since, or what a wake-up was lost for.
  await boss.schedule(CLOCK, '* * * * *');
  await boss.send(CLOCK, {});
  onDue((at) => {
    wakeAt(boss, CLOCK, at, now()).catch((error) => log.error({ err: error }, 'wake-up'));
  });
}

/** Each look of the clock is one for notices too, for those that a wake-up was lost for. */
async function startNotices(boss: PgBoss): Promise<void> {
  // Of wake-ups for one moment a single one waits, however many changes sent one.
  await boss.createQueue(NOTICES, { name: NOTICES, policy: 'short' });
  for (let sender = 0; sender < SENDERS; sender += 1) {
    await boss.work(NOTICES, { pollingIntervalSeconds: POLL_SECONDS }, () => runNotices(boss));
  }
  onNotices(() => {
    boss.send(NOTICES, {}).catch((error) => log.error({ err: error }, 'wake-up'));
  });
}

/** Each look of the clock is one for jobs too: those that a process left behind when it was killed. */
async function startBulk(boss: PgBoss): Promise<void> {
  await boss.createQueue(BULK, { name: BULK, policy: 'short' });
  await boss.work(BULK, { pollingIntervalSeconds: POLL_SECONDS }, async () => {
    if (await runBulkJobs()) await boss.send(BULK, {});
  });
  onBulk(() => {
    boss.send(BULK, {}).catch((error) => log.error({ err: error }, 'wake-up'));
  });
}

async function start(): Promise<PgBoss> {
  // The front ends this process where a key is missing; until then nothing is done without it.
  await requireKnownKeys();
  const boss = new PgBoss({
    // It hands its options on to a pool of its own.
    ...{ Client: DatabaseClient },
    schema: SCHEMA,
    application_name: 'switchyard jobs',
    max: 3,
    deleteAfterDays: 1,
  });
  boss.on('error', (error) => log.error({ err: error }, 'jobs'));
  observeRounds(boss);
  try {
    await boss.start();
    await startNotices(boss);
    await startBulk(boss);
    await startMirror(boss);
    await startClock(boss);
    return boss;
  } catch (error) {
    // What it had begun would go on beside the next try.
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
}

/** What happens by itself, and how to end it. */
export interface Jobs {
  /** Takes no more work; what was taken goes on. */
  pause(): void;
  /** Waits for what was taken, that long at most, and gives the connections back. */
  stop(withinMs: number): Promise<void>;
}

/**
 * Starts the clock in this process: a queue in the same Postgres, shared by all instances. Goes on
 * trying while the database is away, until it is told to stop.
 */
export function startJobs(): Jobs {
  let boss: PgBoss | null = null;
  let paused = false;
  const started = (async () => {
    while (!paused && !boss) {
      try {
        boss = await start();
      } catch (error) {
        log.error({ err: error }, 'jobs did not start');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  })();
  const pause = () => {
    paused = true;
    for (const queue of [CLOCK, NOTICES, BULK, ...MIRROR_QUEUES]) void boss?.offWork(queue);
  };
  return {
    pause,
    async stop(timeout) {
      pause();
      const late = new Promise((resolve) => setTimeout(resolve, timeout).unref());
      await Promise.race([boss ? null : started, late]);
      await Promise.race([boss?.stop({ graceful: true, wait: true, timeout }), late]);
    },
  };
}
