import type { BulkCounts } from '@/lib/domain/bulk/views';
import { progressWords } from './words';

/** How much of a job is done, with the figures beside it: the bar alone says nothing. */
export function ProgressBar({ counts, label }: { counts: BulkCounts; label: string }) {
  const { matched, left } = counts;
  const part = matched === 0 ? 100 : Math.floor(((matched - left) / matched) * 100);
  return (
    <div className="flex min-w-0 items-center gap-3">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={matched}
        aria-valuenow={matched - left}
        aria-valuetext={progressWords(counts)}
        className="h-2 min-w-16 flex-1 overflow-hidden rounded-full border bg-sunken"
      >
        <div className="h-full bg-accent" style={{ width: `${part}%` }} />
      </div>
      <span className="text-sm whitespace-nowrap text-ink-2 tabular-nums">
        {progressWords(counts)}
      </span>
    </div>
  );
}
