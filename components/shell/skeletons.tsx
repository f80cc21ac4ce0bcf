import { Skeleton } from '../ui/skeleton';
import { PageBody } from './page-body';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function Busy() {
  return (
    <p role="status" className="sr-only">
      Loading
    </p>
  );
}

/** Stands where a list is about to be. */
export function ListSkeleton() {
  return (
    <PageBody>
      <Busy />
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-8 w-full max-w-xl" />
      <div className="divide-y rounded-lg border bg-surface">
        {ROWS.map((row) => (
          <div key={row} className="flex items-center gap-6 px-4 py-2.5">
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="h-4 w-1/6" />
            <Skeleton className="hidden h-4 w-1/6 sm:block" />
          </div>
        ))}
      </div>
    </PageBody>
  );
}

/** Stands where a page with a matrix is about to be. */
export function MatrixSkeleton() {
  return (
    <PageBody>
      <Busy />
      <Skeleton className="h-7 w-64" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-7 w-96 max-w-full" />
      {['payments', 'payouts'].map((group) => (
        <div key={group} className="divide-y rounded-lg border bg-surface">
          {ROWS.slice(0, 5).map((row) => (
            <div key={row} className="flex h-11 items-center gap-8 px-3">
              <Skeleton className="h-4 w-40" />
              <Skeleton className="h-4 w-16" />
              <Skeleton className="hidden h-4 w-16 sm:block" />
              <Skeleton className="hidden h-4 w-16 sm:block" />
            </div>
          ))}
        </div>
      ))}
    </PageBody>
  );
}

/** Stands where a section is about to be, with a title and some lines. */
export function SectionSkeleton({ rows = 4 }: { rows?: number }) {
  return (
    <div className="min-w-0 rounded-lg border bg-surface">
      <div className="flex h-10 items-center border-b px-4">
        <Skeleton className="h-4 w-40" />
      </div>
      <div className="space-y-4 p-4">
        {ROWS.slice(0, rows).map((row) => (
          <Skeleton key={row} className="h-4 w-full" />
        ))}
      </div>
    </div>
  );
}

/** Stands where a page of sections side by side is about to be. */
export function SectionsSkeleton() {
  return (
    <PageBody>
      <Busy />
      <Skeleton className="h-7 w-48" />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <SectionSkeleton rows={6} />
        <SectionSkeleton rows={6} />
        <SectionSkeleton />
        <SectionSkeleton />
      </div>
    </PageBody>
  );
}
