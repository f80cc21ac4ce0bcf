import { z } from 'zod';
import { route } from '@/lib/api';
import { getBulkJob } from '@/lib/data/bulk/jobs';
import { bulkJob } from '@/lib/domain/answers/bulk';

export const GET = route({
  id: 'getBulkJob',
  summary: 'Read one bulk job with its progress.',
  permission: 'policy:read',
  params: z.object({ id: z.string().describe('The job’s id.') }),
  problems: ['not_found'],
  answers: {
    200: { means: 'The job.', body: bulkJob },
  },
  handle: ({ context, params }) => getBulkJob(context, params),
});
