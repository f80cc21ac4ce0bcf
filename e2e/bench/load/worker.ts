import { percentile } from '../figures';
import { closedLoad } from './closed';
import type { LoadAnswer, LoadFigures, LoadJob } from './job';
import { openLoad } from './open';

// The process that makes load. It answers one job after another.

/** Takes answers down: those within the time to be measured, and whatever was no success. */
function takeDown({ warmMs, loadMs, rate }: LoadJob) {
  const latencies: number[] = [];
  const failures = new Map<string, number>();
  let [from, until, counted] = [0, 0, 0];
  return {
    latencies,
    failures,
    perSecond: () => counted / (loadMs / 1000),
    /** Whether this was the last answer to be waited for. */
    onAnswer(outcome: number | string, ms: number): boolean {
      if (outcome !== 200) failures.set(String(outcome), (failures.get(String(outcome)) ?? 0) + 1);
      const now = performance.now();
      if (until === 0) {
        // Connecting is not measured: the time to warm up begins with the first answer.
        from = now + warmMs;
        until = from + loadMs;
      }
      const inTime = now >= from && now <= until;
      if (inTime) counted += 1;
      // At a constant rate a slow answer counts, however late it comes.
      if (inTime || (rate !== undefined && now > until)) latencies.push(ms);
      return now > until;
    },
  };
}

async function figuresOf(job: LoadJob): Promise<LoadFigures> {
  const { latencies, failures, perSecond, onAnswer } = takeDown(job);
  if (job.rate === undefined) await closedLoad(job, onAnswer);
  else await openLoad(job, job.rate, onAnswer);
  if (failures.size > 0) {
    const all = [...failures].map(([outcome, count]) => `${count} × ${outcome}`);
    throw new Error(`${job.url}${job.requests[0]?.path} answered ${all.join(', ')}.`);
  }
  if (latencies.length === 0) throw new Error(`${job.url} answered nothing in time.`);
  return {
    count: latencies.length,
    perSecond: perSecond(),
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
  };
}

const answer = (message: LoadAnswer) => process.send?.(message);

process.on('message', (job: LoadJob) => {
  figuresOf(job).then(
    (figures) => answer({ figures }),
    (error: Error) => answer({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));
