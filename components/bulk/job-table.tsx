import { Link } from '@/components/ui/link';
import type { BulkJobSummary } from '@/lib/domain/bulk/views';
import { titleOf } from '../changes/title';
import { cn } from '../ui/cn';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { bulkJobPath } from './address';
import { JobBadge } from './job-badge';
import { ProgressBar } from './progress-bar';
import { actWords } from './words';

/** Columns that a narrow screen has no room for. */
const WIDE = 'hidden md:table-cell';

/** Bulk jobs, newest first; on a narrow screen everything stands in one column. */
export function JobTable({
  jobs,
  template,
}: {
  jobs: readonly BulkJobSummary[];
  template: (key: string) => string;
}) {
  return (
    <Table label="Bulk jobs">
      <thead>
        <tr>
          <Th className={WIDE}>Status</Th>
          <Th className="w-full">What it does</Th>
          <Th className={WIDE}>Progress</Th>
          <Th className={WIDE}>Started by</Th>
          <Th className={WIDE}>When</Th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id} className="hover:bg-sunken/60">
            <Td className={cn(WIDE, 'whitespace-nowrap')}>
              <JobBadge job={job} />
            </Td>
            <Td className="max-w-0 min-w-64">
              <div className="mb-1 flex flex-wrap items-center justify-between gap-x-3 md:hidden">
                <JobBadge job={job} />
                <span className="text-sm text-ink-2">
                  <Time at={job.createdAt} />
                </span>
              </div>
              <Link
                href={bulkJobPath(job.id)}
                className="block truncate font-medium hover:underline"
              >
                {actWords(job, template)}
              </Link>
              <p className="truncate text-sm text-ink-3">{titleOf(job.reason).title}</p>
              <div className="md:hidden">
                <ProgressBar counts={job.counts} label={`Progress of ${actWords(job, template)}`} />
              </div>
            </Td>
            <Td className={cn(WIDE, 'min-w-72')}>
              <ProgressBar counts={job.counts} label={`Progress of ${actWords(job, template)}`} />
            </Td>
            <Td className={cn(WIDE, 'whitespace-nowrap')}>
              {job.actor.name}
              {job.actor.kind === 'token' && <span className="ml-1 text-sm text-ink-3">token</span>}
            </Td>
            <Td className={cn(WIDE, 'text-sm whitespace-nowrap text-ink-2')}>
              <Time at={job.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
