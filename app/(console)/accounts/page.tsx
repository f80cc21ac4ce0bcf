import type { Metadata, Route } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AccountFilters } from '@/components/accounts/account-filters';
import { AccountTable } from '@/components/accounts/account-table';
import { ColumnChoice } from '@/components/accounts/list/column-choice';
import { COLUMNS_COOKIE, readColumns } from '@/components/accounts/list/columns';
import { CountLine, CountsProvider } from '@/components/accounts/list/counts';
import { listed } from '@/components/accounts/list/listed';
import {
  type AccountQuery,
  filterOf,
  isFiltered,
  readQuery,
} from '@/components/accounts/list/query';
import { SelectableList } from '@/components/accounts/list/selectable-list';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { NothingMatches } from '@/components/ui/nothing-matches';
import { Pager, withQuery } from '@/components/ui/pager';
import { accountFacets, countAccounts, listAccounts } from '@/lib/data/accounts';
import { canonicalFilter } from '@/lib/data/bulk/found';
import { nameTemplates } from '@/lib/data/templates';
import { MAX_EDITS } from '@/lib/domain/edits';
import { can } from '@/lib/domain/permissions';
import { PAGE_COUNT_CAP } from '@/lib/domain/views';
import { load, openPage, single } from '../load';

export const metadata: Metadata = { title: 'Accounts' };

export default async function AccountsPage({ searchParams }: PageProps<'/accounts'>) {
  const query = readQuery(single(await searchParams));
  const context = await openPage(withQuery('/accounts', query));
  const filter = filterOf(query);
  const [page, counts, facets, templates] = await load(context.requestId, () =>
    Promise.all([
      listAccounts(context, { ...filter, cursor: query.cursor, limit: 50 }),
      countAccounts(context, { ...filter, cap: PAGE_COUNT_CAP }),
      accountFacets(context, undefined),
      nameTemplates(context, {}),
    ]),
  );
  const columns = readColumns((await cookies()).get(COLUMNS_COOKIE)?.value);
  const selectable = can(context.actor, 'policy:write');
  const list = (
    <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 border-b px-4 py-1.5">
        <CountLine />
        <div className="flex items-center gap-2">
          <a
            href={withQuery('/api/accounts', {
              ...query,
              cursor: undefined,
              format: 'csv',
            })}
            download
            className={buttonClass('ghost')}
          >
            Download CSV
          </a>
          <ColumnChoice shown={columns.map(({ key }) => key)} />
        </div>
      </div>
      {page.data.length > 0 ? (
        <AccountTable accounts={page.data.map(listed)} columns={columns} selectable={selectable} />
      ) : (
        <NoAccounts query={query} />
      )}
      <Pager path="/accounts" query={query} nextCursor={page.nextCursor} />
    </div>
  );
  return (
    <PageBody>
      <PageHeader
        title="Accounts"
        actions={
          selectable && (
            <Link href={'/accounts/import' as Route} className={buttonClass()}>
              Import CSV
            </Link>
          )
        }
      />
      <AccountFilters query={query} templates={templates} facets={facets} />
      <CountsProvider
        counts={counts}
        path={withQuery('/api/accounts/count', { ...query, cursor: undefined })}
      >
        {selectable ? (
          <SelectableList
            accounts={page.data}
            templates={templates}
            tags={facets.tags}
            limit={MAX_EDITS}
            filter={canonicalFilter(filter)}
          >
            {list}
          </SelectableList>
        ) : (
          list
        )}
      </CountsProvider>
    </PageBody>
  );
}

/** Why there is no row, and the way to some. */
function NoAccounts({ query }: { query: AccountQuery }): ReactNode {
  if (isFiltered(query)) {
    return (
      <NothingMatches href="/accounts">
        No account fits this search and these filters.
      </NothingMatches>
    );
  }
  if (query.cursor) return <EmptyState title="No more accounts">This page is empty.</EmptyState>;
  return (
    <EmptyState title="No accounts yet">
      Accounts appear here once they are synced from Stripe, or with the first session that is
      minted for them.
    </EmptyState>
  );
}
