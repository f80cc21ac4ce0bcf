import 'server-only';
import PgBoss from 'pg-boss';
import { nextDue } from '@/lib/data/changes/due';
import { onDue } from '@/lib/data/changes/wake';
import { SYSTEM } from '@/lib/domain/permissions';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { doWhatIsDue } from './clock';

const QUEUE = 'clock';
const SCHEMA = 'jobs';
const POLL_SECONDS = 0.5;
const RETRY_MS = 5_000;

/** Longest time ahead for which a wake-up is sent; what is later is found by a later look. */
const AHEAD_MS = 2 * 60_000;

/** Sends a wake-up for something that is due soon, once however many instances see it. */
async function wakeAt(boss: PgBoss, at: Date, now: Date): Promise<void> {
  if (at.getTime() - now.getTime() > AHEAD_MS) return;
  const startAfter = new Date(Math.max(at.getTime(), now.getTime()));
  await boss.send(QUEUE, {}, { startAfter, singletonKey: at.toISOString() });
}

async function run(boss: PgBoss): Promise<void> {
  const now = new Date();
  await doWhatIsDue(now);
  const next = await nextDue({ actor: SYSTEM, requestId: 'clock', now }, undefined);
  if (next) await wakeAt(boss, next, now);
}

async function start(): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    schema: SCHEMA,
    application_name: 'switchyard jobs',
    max: 3,
    deleteAfterDays: 1,
  });
  boss.on('error', (error) => log.error({ err: error }, 'jobs'));
  await boss.start();
  await boss.createQueue(QUEUE, { name: QUEUE, policy: 'standard' });
  await boss.work(QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, () => run(boss));
  // A look each minute finds what was scheduled since, or what a wake-up was lost for.
  await boss.schedule(QUEUE, '* * * * *');
  await boss.send(QUEUE, {});
  onDue((at) => {
    wakeAt(boss, at, new Date()).catch((error) => log.error({ err: error }, 'wake-up'));
  });
  return boss;
}

/**
 * Starts the clock in this process: a queue in the same Postgres, shared by all instances. Goes on
 * trying while the database is away, and ends with the process.
 */
export async function startJobs(): Promise<void> {
  for (;;) {
    try {
      const boss = await start();
      const stop = () => void boss.stop({ graceful: false }).catch(() => undefined);
      process.once('SIGTERM', stop);
      process.once('SIGINT', stop);
      return;
    } catch (error) {
      log.error({ err: error }, 'jobs did not start');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
