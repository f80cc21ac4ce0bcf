import 'server-only';
import { closeDatabase } from './db';
import { closeProbe } from './db-probe';
import { env } from './env';
import { allAnswered, closeServers, endConnectionsAfterAnswers, watchRequests } from './in-flight';
import type { Jobs } from './jobs/start';
import { log } from './log';
import { beginToStop, isStopping } from './stopping';

/** Longest time from the end of the draining to the end of the process. */
const WITHIN_MS = 25_000;

/** How long spans that were not sent yet may take to be. */
const TRACES_MS = 3_000;

const later = (ms: number) => new Promise<'late'>((resolve) => setTimeout(resolve, ms, 'late'));

/** What is to be ended in order. */
export interface Running {
  jobs: Jobs;
  stopTracing: () => Promise<void>;
}

/** Takes no more work, finishes what was begun, and gives back what is held. */
async function wind({ jobs, stopTracing }: Running): Promise<void> {
  closeServers();
  await Promise.all([allAnswered(), jobs.stop(WITHIN_MS - 5_000)]);
  closeProbe();
  await closeDatabase();
  await Promise.race([stopTracing(), later(TRACES_MS)]);
}

async function end(signal: NodeJS.Signals, running: Running): Promise<never> {
  beginToStop();
  const drainSeconds = env().SHUTDOWN_DRAIN_SECONDS;
  log.info({ signal, drainSeconds }, 'stopping');
  running.jobs.pause();
  endConnectionsAfterAnswers();
  if (drainSeconds > 0) await later(drainSeconds * 1000);
  try {
    const how = await Promise.race([wind(running), later(WITHIN_MS)]);
    if (how !== 'late') {
      log.info('stopped');
      process.exit(0);
    }
    log.error('not all was finished in time');
  } catch (err) {
    log.error({ err }, 'stopped badly');
  }
  process.exit(1);
}

/**
 * Ends this process in order on SIGTERM and SIGINT: it is no longer ready at once, what is in
 * flight is answered, jobs finish what they took, and connections are given back. Next's own
 * handling must be off (NEXT_MANUAL_SIG_HANDLE): it leaves idle connections open and exits while
 * others still work.
 */
export function endInOrder(running: Running): void {
  watchRequests();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!isStopping()) void end(signal, running);
    });
  }
}
