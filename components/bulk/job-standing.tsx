import type { ReactNode } from 'react';
import type { BulkJobView } from '@/lib/domain/bulk/views';
import { Notice } from '../ui/notice';
import { ProgressBar } from './progress-bar';
import { accountCount, countLines } from './words';

/** What happens next, in a sentence. */
function nextWords({ status, counts }: BulkJobView): string {
  switch (status) {
    case 'running':
      return 'It goes on by itself, also when you leave this page.';
    case 'paused':
      return 'Nothing happens until somebody resumes it. What is changed stays.';
    case 'failed':
      return 'Nothing happens until somebody resumes it; it then goes on where it stopped.';
    case 'cancelled':
      return counts.waiting > 0
        ? 'What was changed stays. Chunks that wait for approval are still in review: reject or withdraw them on their own pages.'
        : 'What was changed stays. To take it back, revert its chunks below.';
    case 'done':
      if (counts.waiting > 0) {
        return 'All chunks are sent for approval. Each is applied by itself as soon as it is approved.';
      }
      return counts.applied > 0
        ? 'To take it back, revert its chunks below: each is a change of its own.'
        : 'No account was changed.';
  }
}

/** How far a job is, why it stands still, and what can be done. Nothing in it moves as it fills. */
export function JobStanding({ job, children }: { job: BulkJobView; children: ReactNode }) {
  const { counts, halted } = job;
  return (
    <section aria-label="Progress" className="min-w-0 space-y-3 rounded-lg border bg-surface p-4">
      <ProgressBar counts={counts} label="Progress of this job" />
      <dl
        aria-live="polite"
        aria-atomic
        className="flex min-h-11 flex-wrap gap-x-8 gap-y-2 tabular-nums"
      >
        {countLines(counts).map(({ word, count }) => (
          <div key={word}>
            <dt className="text-sm text-ink-3">{word}</dt>
            <dd className="font-medium">{accountCount(count)}</dd>
          </div>
        ))}
      </dl>
      {halted && (
        <Notice tone="error" title="It stands still">
          <p>{halted}</p>
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">{nextWords(job)}</p>
        {children}
      </div>
    </section>
  );
}
