import { route } from '@/lib/api';
import { bulkJobFilter, listBulkJobs } from '@/lib/data/bulk/jobs';
import { bulkRequest, startBulkJob } from '@/lib/data/bulk/start-job';
import { bulkJob, bulkJobSummary, bulkPreview } from '@/lib/domain/answers/bulk';
import { pageOf } from '@/lib/domain/answers/common';
import { answerOf } from './status';

export const GET = route({
  id: 'listBulkJobs',
  summary: 'List bulk jobs, newest first.',
  permission: 'policy:read',
  query: bulkJobFilter,
  answers: {
    200: { means: 'One page of jobs.', body: pageOf(bulkJobSummary) },
  },
  handle: ({ context, query }) => listBulkJobs(context, query),
});

export const POST = route({
  id: 'startBulkJob',
  summary: 'Do one act to everything that a filter finds.',
  description: 'With `expected`, a start is refused where more accounts match by now.',
  permission: 'policy:write',
  body: bulkRequest,
  problems: ['conflict'],
  answers: {
    200: {
      means: 'A look at what it would do, or nothing to do: no job was started.',
      body: bulkPreview,
    },
    202: { means: 'The job, on its way.', body: bulkJob },
  },
  handle: async ({ context, body }) => answerOf(await startBulkJob(context, body)),
});
