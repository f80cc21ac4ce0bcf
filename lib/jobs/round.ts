import 'server-only';
import { randomUUID } from 'node:crypto';
import type PgBoss from 'pg-boss';
import { log } from '@/lib/log';
import { countJob } from '@/lib/metrics/count';
import { inSpan } from '@/lib/trace';

/** Does one round of a job, in a trace of its own, measured, and with a log line where it fails. */
async function round<T>(job: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  return inSpan(`job ${job}`, {}, async () => {
    try {
      const result = await work();
      countJob(job, 'done', seconds());
      return result;
    } catch (err) {
      countJob(job, 'failed', seconds());
      log.error({ err, job, requestId: randomUUID() }, 'job failed; it is tried again');
      throw err;
    }
  });
}

/** Has every round of this queue's jobs observed; to be called before any work begins. */
export function observeRounds(boss: PgBoss): void {
  const begin = boss.work.bind(boss) as (
    name: string,
    options: PgBoss.WorkOptions,
    work: PgBoss.WorkHandler<object>,
  ) => Promise<string>;
  const observed: typeof begin = (name, options, work) =>
    begin(name, options, (jobs) => round(name, () => work(jobs)));
  Object.assign(boss, { work: observed });
}
