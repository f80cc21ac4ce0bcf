import { z } from 'zod';
import { route } from '@/lib/api';
import { moveBulkJob } from '@/lib/data/bulk/jobs';
import { bulkJob } from '@/lib/domain/answers/bulk';

export const POST = route({
  id: 'pauseBulkJob',
  summary: 'Pause a bulk job.',
  description: 'What it has applied stays.',
  permission: 'policy:write',
  params: z.object({ id: z.string().describe('The job’s id.') }),
  problems: ['not_found', 'conflict'],
  answers: {
    200: { means: 'The job as it is now.', body: bulkJob },
  },
  handle: ({ context, params: { id } }) => moveBulkJob(context, { id, move: 'pause' }),
});
