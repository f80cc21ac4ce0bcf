import { Link } from '@/components/ui/link';
import { buttonClass } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { type CompareAddress, compareHref, sideText } from './address';
import { compareCells, isShown } from './compare-cells';
import { differingFacts } from './compare-facts';
import { CompareTable } from './compare-table';
import { FactTable } from './fact-table';
import { ShowSwitch } from './show-switch';
import type { Show } from './shows';
import { meaningOf, type Names, nameOf, refOf, type Subject, viewsOf } from './subject';

/** Two sides that are both there: what is compared, what differs beside the cells, and the cells. */
export function Comparison({
  left,
  right,
  names,
  at,
  address,
}: {
  left: Subject;
  right: Subject;
  names: Names;
  /** The moment from which remaining times count. */
  at: string;
  address: CompareAddress & { show: Show };
}) {
  const rows = compareCells(viewsOf(left, right, names), viewsOf(right, left, names));
  const shown = rows.filter((row) => isShown(row, address.show));
  const idle = rows.filter(({ difference }) => difference === 'idle').length;
  const same = sideText(refOf(left)) === sideText(refOf(right));
  return (
    <>
      <FactTable facts={differingFacts(left, right)} left={left} right={right} />
      <section aria-labelledby="cells" className="min-w-0">
        <h2 id="cells" className="text-lg font-semibold">
          Cells
        </h2>
        <p className="mb-2 max-w-4xl text-ink-2">
          {same ? `Both sides are ${nameOf(left)}.` : meaningOf(left, right)}
        </p>
        <div className="mb-3">
          <ShowSwitch rows={rows} address={address} />
        </div>
        {shown.length > 0 ? (
          <CompareTable rows={shown} left={left} right={right} at={at} />
        ) : (
          <div className="rounded-lg border bg-surface">
            <Nothing address={address} others={rows.some((row) => isShown(row, 'differences'))} />
          </div>
        )}
        {address.show === 'values' && idle > 0 && (
          <p className="mt-2 text-ink-2">
            {idle} more {idle === 1 ? 'value differs' : 'values differ'} to no effect, in components
            that are off on both sides.{' '}
            <ShowLink
              address={address}
              show="differences"
              className="font-medium text-accent-text hover:underline"
            >
              Show all differences
            </ShowLink>
          </p>
        )}
      </section>
    </>
  );
}

/** No cell differs in what is shown. */
function Nothing({ address, others }: { address: CompareAddress; others: boolean }) {
  return others ? (
    <EmptyState
      title="No value differs"
      action={
        <ShowLink address={address} show="differences" className={buttonClass()}>
          Show all differences
        </ShowLink>
      }
    >
      Every cell has the same effect on both sides; where it comes from is not the same.
    </EmptyState>
  ) : (
    <EmptyState
      title="They are the same in every cell"
      action={
        <ShowLink address={address} show="all" className={buttonClass()}>
          Show all cells
        </ShowLink>
      }
    />
  );
}

function ShowLink({
  address,
  show,
  className,
  children,
}: {
  address: CompareAddress;
  show: Show;
  className: string;
  children: string;
}) {
  return (
    <Link href={compareHref({ ...address, show })} replace scroll={false} className={className}>
      {children}
    </Link>
  );
}
