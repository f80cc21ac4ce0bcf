import type { Metadata } from 'next';
import { BULK_JOBS } from '@/components/bulk/address';
import { JobTable } from '@/components/bulk/job-table';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Follow } from '@/components/ui/follow';
import { Pager, withQuery } from '@/components/ui/pager';
import { listBulkJobs } from '@/lib/data/bulk/jobs';
import { nameTemplates } from '@/lib/data/templates';
import { load, openPage, single } from '../../load';

export const metadata: Metadata = { title: 'Bulk jobs' };

export default async function BulkJobsPage({ searchParams }: PageProps<'/changes/bulk'>) {
  const { cursor } = single(await searchParams);
  const context = await openPage(withQuery(BULK_JOBS, { cursor }));
  const [page, templates] = await load(context.requestId, () =>
    Promise.all([listBulkJobs(context, { limit: 50, cursor }), nameTemplates(context, {})]),
  );
  const names = new Map(templates.map(({ key, name }) => [key, name]));
  return (
    <PageBody>
      <PageHeader
        title="Bulk jobs"
        below="Acts on everything that a filter finds, and imported files. Each chunk of a job is a change."
      />
      <div className="min-w-0 overflow-hidden rounded-lg border bg-surface">
        {page.data.length > 0 ? (
          <JobTable jobs={page.data} template={(key) => names.get(key) ?? key} />
        ) : (
          <EmptyState title="No bulk jobs yet">
            On the list of accounts, select a page and then all that match, or import a CSV file.
          </EmptyState>
        )}
        <Pager path={BULK_JOBS} query={{ cursor }} nextCursor={page.nextCursor} />
      </div>
      {page.data.some(({ status }) => status === 'running') && <Follow key={context.requestId} />}
    </PageBody>
  );
}
