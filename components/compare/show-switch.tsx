import { Link } from '@/components/ui/link';
import { cn } from '../ui/cn';
import { type CompareAddress, compareHref } from './address';
import { type ComparedCell, isShown } from './compare-cells';
import { SHOW_KEYS, SHOWS } from './shows';

/** How much is shown, each with how many cells that is. It stands in the address. */
export function ShowSwitch({
  rows,
  address,
}: {
  rows: readonly ComparedCell[];
  address: CompareAddress;
}) {
  return (
    <nav aria-label="Show" className="flex flex-wrap gap-1">
      {SHOW_KEYS.map((show) => {
        const chosen = show === address.show;
        return (
          <Link
            key={show}
            href={compareHref({ ...address, show })}
            replace
            scroll={false}
            aria-current={chosen ? 'true' : undefined}
            className={cn(
              'inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-sm font-medium',
              chosen
                ? 'border-accent bg-accent-soft text-accent-text'
                : 'border-line bg-surface text-ink-2 hover:bg-sunken',
            )}
          >
            {SHOWS[show]}{' '}
            <span className={cn('tabular-nums', !chosen && 'text-ink-3')}>
              {rows.filter((row) => isShown(row, show)).length}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
