import { z } from 'zod';
import { route } from '@/lib/api';
import { listTemplates } from '@/lib/data/templates';
import { listOf } from '@/lib/domain/answers/common';
import { templateSummary } from '@/lib/domain/answers/templates';
import { flag } from '@/lib/domain/text';

const query = z.strictObject({
  archived: flag.default(false).describe('Whether to list archived ones, too.'),
  settings: flag.default(false).describe('Whether to say what each template says, too.'),
});

export const GET = route({
  id: 'listTemplates',
  summary: 'List all templates.',
  permission: 'policy:read',
  query,
  answers: {
    200: { means: 'All templates, in one answer.', body: listOf(templateSummary) },
  },
  handle: async ({ context, query }) => ({ data: await listTemplates(context, query) }),
});
