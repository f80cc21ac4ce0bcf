import 'server-only';
import { closeKept } from './data/close';
import { closeDatabase } from './db';
import { endWatch } from './db-watch';
import { env } from './env';
import { frontLink } from './front-link';
import { allAnswered, closeServers, endConnectionsAfterAnswers, watchRequests } from './in-flight';
import type { Jobs } from './jobs/start';
import { log } from './log';
import { beginToStop, isStopping } from './stopping';

/** Longest time from the end of the draining to the end of the process that owns the port. */
const WITHIN_MS = 25_000;

/** The console ends first. */
const CONSOLE_WITHIN_MS = 23_000;

/** How long jobs may take to finish what they took. */
const JOBS_MS = 20_000;

/** How long spans that were not sent yet may take to be. */
const TRACES_MS = 3_000;

const later = (ms: number) => new Promise<'late'>((resolve) => setTimeout(resolve, ms, 'late'));

/** What is to be ended in order. */
export interface Running {
  /** Begins nothing more; what comes is still answered. */
  pause(): void;
  /** Called after the draining: takes nothing more, and finishes what was begun. */
  finish(): Promise<void>;
  stopTracing(): Promise<void>;
}

/** Finishes what was begun, and gives back what is held. */
async function wind(running: Running): Promise<void> {
  await running.finish();
  endWatch();
  await closeKept();
  await closeDatabase();
  await Promise.race([running.stopTracing(), later(TRACES_MS)]);
}

/** How an end comes about: who asked for it, and how long it may take. */
interface End {
  why: string;
  drainSeconds: number;
  withinMs: number;
}

async function end(running: Running, { withinMs, ...said }: End): Promise<never> {
  beginToStop();
  log.info(said, 'stopping');
  running.pause();
  if (said.drainSeconds > 0) await later(said.drainSeconds * 1000);
  try {
    const how = await Promise.race([wind(running), later(withinMs)]);
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
 * flight is answered, and connections are given back. A second signal changes nothing.
 */
export function endInOrder(running: Running): void {
  for (const why of ['SIGTERM', 'SIGINT'] as const) {
    process.on(why, () => {
      const drainSeconds = env().SHUTDOWN_DRAIN_SECONDS;
      if (!isStopping()) void end(running, { why, drainSeconds, withinMs: WITHIN_MS });
    });
  }
}

/**
 * Ends the console in order: jobs finish what they took. Behind the front it ends when that says so,
 * whatever signals a terminal sends to both, and goes on as long as the front hands it requests; it
 * also ends when the front is gone. Without a front, in development, signals end it.
 */
export function endConsole(jobs: Jobs, stopTracing: () => Promise<void>): void {
  const link = frontLink();
  watchRequests({ hangUp: !link });
  const running: Running = {
    stopTracing,
    pause() {
      jobs.pause();
      if (!link) endConnectionsAfterAnswers();
    },
    async finish() {
      if (!link) closeServers();
      const answered = (link?.answered ?? Promise.resolve()).then(allAnswered);
      await Promise.all([answered, jobs.stop(JOBS_MS)]);
    },
  };
  if (!link) {
    endInOrder(running);
    return;
  }
  link.adopted = true;
  void link.over.then((why) => {
    const drainSeconds = why === 'end' ? env().SHUTDOWN_DRAIN_SECONDS : 0;
    return end(running, { why, drainSeconds, withinMs: CONSOLE_WITHIN_MS });
  });
}
