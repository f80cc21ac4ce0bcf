import type { CellViews } from '@/lib/domain/cell-view';
import { cn } from '../ui/cn';
import { FILTERS, type FilterKey, matches } from './filters';

/** The switches that narrow the matrix down, each with how many cells it leaves. */
export function MatrixFilters({
  views,
  offered,
  shown,
  onShow,
}: {
  views: CellViews;
  offered: readonly FilterKey[];
  shown: FilterKey;
  onShow: (filter: FilterKey) => void;
}) {
  const all = [...views.values()];
  return (
    <fieldset className="flex flex-wrap gap-1 print:hidden">
      <legend className="sr-only">Show</legend>
      {offered.map((filter) => {
        const count = all.filter((view) => matches(filter, view)).length;
        if (filter === 'unsaved' && count === 0 && shown !== filter) return null;
        return (
          <button
            key={filter}
            type="button"
            aria-pressed={shown === filter}
            onClick={() => onShow(filter)}
            className={cn(
              'inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-sm font-medium',
              shown === filter
                ? 'border-accent bg-accent-soft text-accent-text'
                : 'border-line bg-surface text-ink-2 hover:bg-sunken',
            )}
          >
            {FILTERS[filter]}
            <span className={cn('tabular-nums', shown !== filter && 'text-ink-3')}>{count}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
