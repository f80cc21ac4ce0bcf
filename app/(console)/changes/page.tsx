import type { Metadata } from 'next';
import { BULK_JOBS } from '@/components/bulk/address';
import { changeQuery, partOf } from '@/components/changes/address';
import { ChangeFilters } from '@/components/changes/change-filters';
import { ChangeTable } from '@/components/changes/change-table';
import { ChangeTabs } from '@/components/changes/change-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { NothingMatches } from '@/components/ui/nothing-matches';
import { Notice } from '@/components/ui/notice';
import { Pager, withQuery } from '@/components/ui/pager';
import { changeFilter, countOpenChanges, listChanges } from '@/lib/data/change-list';
import { load, openPage, single } from '../load';

export const metadata: Metadata = { title: 'Changes' };

const NOTHING = { data: [], nextCursor: null };

const EMPTY = {
  waiting: ['Nothing is waiting', 'Drafts, and changes that wait for approval or their time.'],
  done: ['Nothing is done yet', 'Changes that were applied, rejected or taken back.'],
  all: ['Nothing yet', 'Every change of policy, from its draft on.'],
} as const;

export default async function ChangesPage({ searchParams }: PageProps<'/changes'>) {
  const query = single(await searchParams);
  const context = await openPage(withQuery('/changes', query));
  const filter = changeFilter.safeParse({
    ...changeQuery(query),
    limit: 50,
    cursor: query.cursor,
  });
  const [page, counts] = await load(context.requestId, () =>
    Promise.all([
      filter.success ? listChanges(context, filter.data) : NOTHING,
      countOpenChanges(context, {}),
    ]),
  );
  const part = partOf(query);
  const [title, words] = EMPTY[part];
  const waiting = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <PageBody>
      <PageHeader
        title="Changes"
        below="Everything that alters policy, from its draft to the day it is taken back."
        actions={
          <Link href={BULK_JOBS} className={buttonClass()}>
            Bulk jobs
          </Link>
        }
      />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <ChangeTabs query={query} waiting={waiting} />
        <ChangeFilters query={query} counts={counts} />
      </div>
      {!filter.success && (
        <Notice tone="error">
          The address holds a filter that is not one of ours. Clear the filters and choose again.
        </Notice>
      )}
      <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
        {page.data.length > 0 ? (
          <ChangeTable changes={page.data} />
        ) : query.q || query.status ? (
          <NothingMatches
            href={withQuery('/changes', { show: part === 'waiting' ? undefined : part })}
          >
            No change here fits these filters.
          </NothingMatches>
        ) : (
          <EmptyState title={title}>{words}</EmptyState>
        )}
        <Pager path="/changes" query={query} nextCursor={page.nextCursor} />
      </div>
    </PageBody>
  );
}
