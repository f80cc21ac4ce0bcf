import type { Metadata } from 'next';
import Link from 'next/link';
import { AccountFilters } from '@/components/accounts/account-filters';
import { AccountTable } from '@/components/accounts/account-table';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager, withQuery } from '@/components/ui/pager';
import { accountFacets, countAccounts, listAccounts } from '@/lib/data/accounts';
import { listTemplates } from '@/lib/data/templates';
import { load, openPage, single } from '../load';

export const metadata: Metadata = { title: 'Accounts' };

export default async function AccountsPage({ searchParams }: PageProps<'/accounts'>) {
  const { q, template, country, deviating, expiring, cursor } = single(await searchParams);
  const query = { q, template, country, deviating, expiring, cursor };
  const context = await openPage(withQuery('/accounts', query));
  const filter = {
    q,
    template,
    country,
    deviating: deviating === 'true' || undefined,
    expiring: expiring === 'true' || undefined,
  };
  const [page, counts, facets, templates] = await load(context.requestId, () =>
    Promise.all([
      listAccounts(context, { ...filter, cursor, limit: 50 }),
      countAccounts(context, filter),
      accountFacets(context, undefined),
      listTemplates(context, {}),
    ]),
  );
  const filtered = Boolean(q || template || country || deviating || expiring);
  return (
    <PageBody>
      <PageHeader title="Accounts" />
      <AccountFilters query={query} templates={templates} countries={facets.countries} />
      <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
        <p role="status" className="border-b px-4 py-2 text-sm text-ink-2">
          {counts.accounts} {counts.accounts === 1 ? 'account' : 'accounts'}, {counts.deviating}{' '}
          {counts.deviating === 1 ? 'deviates' : 'deviate'} from the template
        </p>
        {page.data.length > 0 ? (
          <AccountTable accounts={page.data} />
        ) : filtered ? (
          <EmptyState
            title="Nothing matches"
            action={
              <Link href="/accounts" className={buttonClass()}>
                Clear filters
              </Link>
            }
          >
            No account fits this search and these filters.
          </EmptyState>
        ) : (
          <EmptyState title="No accounts yet">
            Accounts appear here once they are synced from Stripe, or with the first session that is
            minted for them.
          </EmptyState>
        )}
        <Pager path="/accounts" query={query} nextCursor={page.nextCursor} />
      </div>
    </PageBody>
  );
}
