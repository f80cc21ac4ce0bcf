import { z } from 'zod';
import { route } from '@/lib/api';
import { decisionsQuery, listCellDecisions } from '@/lib/data/template-decisions';
import { listOf } from '@/lib/domain/answers/common';
import { cellDecision } from '@/lib/domain/answers/templates';
import { templateKey } from '@/lib/domain/text';

export const GET = route({
  id: 'listCellDecisions',
  summary: 'Tell which changes decided what a template and its ancestors say of a cell.',
  permission: 'policy:read',
  params: z.object({ key: templateKey.describe('The template’s key.') }),
  query: decisionsQuery,
  problems: ['not_found'],
  answers: {
    200: { means: 'The decisions of its chain, nearest first.', body: listOf(cellDecision) },
  },
  handle: async ({ context, params, query }) => ({
    data: await listCellDecisions(context, { ...params, ...query }),
  }),
});
