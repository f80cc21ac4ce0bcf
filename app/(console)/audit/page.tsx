import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { auditQuery } from '@/components/audit/audit-address';
import { AuditFilters } from '@/components/audit/audit-filters';
import { AuditTable } from '@/components/audit/audit-table';
import { VerifyAudit } from '@/components/audit/verify-audit';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { NothingMatches } from '@/components/ui/nothing-matches';
import { Notice } from '@/components/ui/notice';
import { Pager, withQuery } from '@/components/ui/pager';
import { auditFilter, listAudit } from '@/lib/data/audit';
import { load, openPage, single } from '../load';

export const metadata: Metadata = { title: 'Audit' };

const NOTHING = { data: [], nextCursor: null };

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const query = single(await searchParams);
  const context = await openPage(withQuery('/audit', query));
  const wanted = auditQuery(query);
  const filter = auditFilter.safeParse({ ...wanted, limit: 50, cursor: query.cursor });
  const page = await load(context.requestId, async () =>
    filter.success ? listAudit(context, filter.data) : NOTHING,
  );
  const filtered = Object.values(wanted).some(Boolean);
  return (
    <PageBody>
      <PageHeader
        title="Audit"
        below="Everything that was changed, minted or tried; newest first."
        actions={(['csv', 'ndjson'] as const).map((format) => (
          <a
            key={format}
            href={withQuery('/api/audit', { ...wanted, format })}
            download
            className={buttonClass()}
          >
            <Download aria-hidden className="size-4" />
            {format.toUpperCase()}
            <span className="sr-only"> of what these filters find</span>
          </a>
        ))}
      />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <AuditFilters query={query} />
        <VerifyAudit />
      </div>
      {!filter.success && (
        <Notice tone="error">
          The address holds a filter that is not one of ours. Clear the filters and choose again.
        </Notice>
      )}
      <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
        {page.data.length > 0 ? (
          <AuditTable entries={page.data} />
        ) : filtered ? (
          <NothingMatches href="/audit">No entry fits these filters.</NothingMatches>
        ) : (
          <EmptyState title="Nothing yet">What is done from now on will stand here.</EmptyState>
        )}
        <Pager path="/audit" query={query} nextCursor={page.nextCursor} />
      </div>
    </PageBody>
  );
}
