import { Equal } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { type Component, componentEntry } from '@/lib/domain/catalog';
import { type Cell, findCell } from '@/lib/domain/cells';
import { decisionOf, type ResolvedPolicy } from '@/lib/domain/policy';
import { featureTitle, valueWord } from '@/lib/domain/words/cells';
import { cn } from '../ui/cn';
import { type Address, viewHref } from './address';
import type { Side } from './sketch';

/** What comes out otherwise on the two sides, component by component, each leading to its sketch. */
export function DifferenceList({
  side,
  other,
  differences,
  address,
  open,
}: {
  side: Side;
  other: Side;
  differences: ReadonlyMap<Component, readonly Cell[]>;
  address: Address;
  open: Component | undefined;
}) {
  if (differences.size === 0) {
    return (
      <p className="flex items-center gap-2 rounded-lg border bg-surface px-4 py-2 text-ink-2">
        <Equal aria-hidden className="size-4 text-ink-3" />
        Both dashboards are the same: no component and no action differs.
      </p>
    );
  }
  return (
    <nav aria-label="Differences" className="rounded-lg border bg-surface px-4 py-2">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {[...differences].map(([component, cells]) => (
          <li key={component} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <Link
              href={viewHref({ ...address, component })}
              scroll={false}
              prefetch={false}
              aria-current={component === open ? 'true' : undefined}
              className={cn(
                'font-medium text-accent-text hover:underline',
                component === open && 'underline decoration-2 underline-offset-4',
              )}
            >
              {componentEntry(component).title}
            </Link>
            {cells.map((cell) => (
              <span key={cell} className="text-ink-2">
                {nameOf(cell)}{' '}
                <span className="text-ink-3">
                  {valueIn(side.policy, cell)} <span aria-hidden>→</span>
                  <span className="sr-only">against</span> {valueIn(other.policy, cell)}
                </span>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function nameOf(cell: Cell): string {
  const ref = findCell(cell);
  return ref ? featureTitle(ref.component, ref.feature) : cell;
}

function valueIn(policy: ResolvedPolicy, cell: Cell): string {
  const ref = findCell(cell);
  const value = ref && decisionOf(policy, ref.component, ref.feature)?.value;
  return valueWord(value ?? null).toLowerCase();
}
