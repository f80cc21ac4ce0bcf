import type { Metadata } from 'next';
import Link from 'next/link';
import { AuditFilters } from '@/components/audit/audit-filters';
import { AuditTable } from '@/components/audit/audit-table';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager, withQuery } from '@/components/ui/pager';
import { listAudit } from '@/lib/data/audit';
import { load, openPage, single } from '../load';

export const metadata: Metadata = { title: 'Audit' };

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const query = single(await searchParams);
  const context = await openPage(withQuery('/audit', query));
  const { action, subject, actor, change, cursor } = query;
  const page = await load(context.requestId, () =>
    listAudit(context, { action, subjectId: subject, actor, changeId: change, cursor, limit: 50 }),
  );
  const filtered = Boolean(action || subject || actor || change);
  return (
    <PageBody>
      <PageHeader
        title="Audit"
        below="Everything that was changed, minted or tried; newest first."
      />
      <AuditFilters query={query} />
      <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
        {page.data.length > 0 ? (
          <AuditTable entries={page.data} />
        ) : filtered ? (
          <EmptyState
            title="Nothing matches"
            action={
              <Link href="/audit" className={buttonClass()}>
                Clear filters
              </Link>
            }
          >
            No entry fits these filters.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing yet">What is done from now on will stand here.</EmptyState>
        )}
        <Pager
          path="/audit"
          query={{ action, subject, actor, change, cursor }}
          nextCursor={page.nextCursor}
        />
      </div>
    </PageBody>
  );
}
