import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { DriftFilters } from '@/components/drift/drift-filters';
import { DriftLegend } from '@/components/drift/drift-legend';
import { DriftTable } from '@/components/drift/drift-table';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { NothingMatches } from '@/components/ui/nothing-matches';
import { Notice } from '@/components/ui/notice';
import { Pager, withQuery } from '@/components/ui/pager';
import { driftFilter, driftingCells, listDrift } from '@/lib/data/drift';
import { load, openPage, single } from '../load';

export const metadata: Metadata = { title: 'Drift' };

const PATH = '/drift';
const NOTHING = { data: [], nextCursor: null };
const MOST_CELLS = 200;

export default async function DriftPage({ searchParams }: PageProps<'/drift'>) {
  const { account, cell, past, cursor } = single(await searchParams);
  const query = { account, cell, past, cursor };
  const context = await openPage(withQuery(PATH, query));
  const filter = driftFilter.safeParse({ ...query, limit: 50 });
  const [page, cells] = await load(context.requestId, () =>
    Promise.all([
      filter.success ? listDrift(context, filter.data) : NOTHING,
      driftingCells(context, { limit: MOST_CELLS }),
    ]),
  );
  return (
    <PageBody>
      <PageHeader title="Drift" below="Where Stripe’s answers differ from what was predicted." />
      <DriftFilters query={query} cells={cells} />
      <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
        {!filter.success && (
          <div className="p-4">
            <Notice tone="error">
              The address holds a filter that cannot be. An account id looks like acct_ and letters
              or digits; clear the filters to begin again.
            </Notice>
          </div>
        )}
        {page.data.length > 0 ? (
          <DriftTable drift={page.data} />
        ) : (
          <None filtered={Boolean(account || cell || past || cursor)} />
        )}
        <Pager path={PATH} query={query} nextCursor={page.nextCursor} />
      </div>
      <DriftLegend />
    </PageBody>
  );
}

/** Why there is no row, and the way to some. */
function None({ filtered }: { filtered: boolean }): ReactNode {
  if (!filtered) {
    return (
      <EmptyState
        title="No drift"
        action={
          <Link href={withQuery(PATH, { past: 'true' })} className={buttonClass()}>
            Show past drift
          </Link>
        }
      >
        The last session of every account was what the policy led to expect.
      </EmptyState>
    );
  }
  return <NothingMatches href={PATH}>No drift fits these filters.</NothingMatches>;
}
