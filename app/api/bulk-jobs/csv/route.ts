import { z } from 'zod';
import { fileRoute } from '@/lib/api';
import { csvQuery, startCsvJob } from '@/lib/data/bulk/start-csv';
import { csvFile } from '@/lib/domain/answers/bodies';
import { bulkJob, bulkPreview } from '@/lib/domain/answers/bulk';
import { answerOf } from '../status';

export const POST = fileRoute({
  id: 'startCsvJob',
  summary: 'Do what the lines of a CSV file ask for.',
  description:
    'A file with anything wrong is refused with a `report` by line, and nothing of it is done. It may have 10 MB.',
  permission: 'policy:write',
  query: csvQuery,
  body: z.instanceof(Uint8Array),
  form: csvFile,
  problems: ['conflict'],
  answers: {
    200: {
      means: 'A look at what it would do, or nothing to do: no job was started.',
      body: bulkPreview,
    },
    202: { means: 'The job, on its way.', body: bulkJob },
  },
  handle: async ({ context, query, body: bytes }) =>
    answerOf(await startCsvJob(context, { ...query, bytes })),
});
