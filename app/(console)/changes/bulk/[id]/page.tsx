import type { Metadata, Route } from 'next';
import { BULK_JOBS, bulkJobPath } from '@/components/bulk/address';
import { ChunkTable, RefusalTable } from '@/components/bulk/chunk-table';
import { Words } from '@/components/bulk/impact-view';
import { JobActs } from '@/components/bulk/job-acts';
import { JobBadge } from '@/components/bulk/job-badge';
import { JobStanding } from '@/components/bulk/job-standing';
import { actWords, filterWords } from '@/components/bulk/words';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Follow } from '@/components/ui/follow';
import { Link } from '@/components/ui/link';
import { MonoId } from '@/components/ui/mono-id';
import { withQuery } from '@/components/ui/pager';
import { Section } from '@/components/ui/section';
import { Time } from '@/components/ui/time';
import { getBulkJob } from '@/lib/data/bulk/jobs';
import { nameTemplates } from '@/lib/data/templates';
import { can } from '@/lib/domain/permissions';
import { load, openPage } from '../../../load';

export const metadata: Metadata = { title: 'Bulk job' };

const LINK = 'underline decoration-line-strong underline-offset-2 hover:decoration-ink';

export default async function BulkJobPage({ params }: PageProps<'/changes/bulk/[id]'>) {
  const { id } = await params;
  const context = await openPage(bulkJobPath(id));
  const [job, templates] = await load(context.requestId, () =>
    Promise.all([getBulkJob(context, { id }), nameTemplates(context, {})]),
  );
  const names = new Map(templates.map(({ key, name }) => [key, name]));
  const { filter, actor, status, chunks } = job;
  const found =
    filter &&
    withQuery(
      '/accounts',
      Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])),
    );
  const moving = status === 'running' || chunks.some((chunk) => chunk.status === 'approved');
  return (
    <PageBody>
      <PageHeader
        title={actWords(job, (key) => names.get(key) ?? key)}
        badges={<JobBadge job={job} />}
        below={
          <>
            <p className="max-w-3xl whitespace-pre-line wrap-anywhere">{job.reason}</p>
            <div className="flex flex-wrap items-center gap-x-4">
              <span>
                {actor.name}
                {actor.kind === 'token' && <span className="text-sm text-ink-3"> (token)</span>}
                <span className="text-sm text-ink-3">
                  , <Time at={job.createdAt} />
                </span>
              </span>
              <MonoId id={id} what="job id" />
              <Link href={BULK_JOBS as Route} className={LINK}>
                All bulk jobs
              </Link>
            </div>
          </>
        }
      />
      <JobStanding job={job}>
        {can(context.actor, 'policy:write') && <JobActs id={id} moves={job.moves} />}
      </JobStanding>
      <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
        <Section title="What it was to do">
          {found && (
            <p className="mb-2 text-ink-2">
              Found by:{' '}
              <Link href={found} className={LINK}>
                {filterWords(filter)}
              </Link>
            </p>
          )}
          <Words impact={job.impact} />
        </Section>
        <div className="grid min-w-0 gap-4">
          {job.refusals.length > 0 && (
            <Section title="Left as they were" flush>
              <RefusalTable job={job} />
            </Section>
          )}
          <Section title="Chunks" flush>
            {chunks.length > 0 ? (
              <ChunkTable job={job} />
            ) : (
              <p className="p-4 text-ink-2">There is no chunk yet.</p>
            )}
          </Section>
        </div>
      </div>
      {moving && <Follow key={context.requestId} />}
    </PageBody>
  );
}
