import { z } from 'zod';
import { route } from '@/lib/api';
import { decisionsQuery, listCellDecisions } from '@/lib/data/template-decisions';
import { templateKey } from '@/lib/domain/text';

export const GET = route({
  permission: 'policy:read',
  params: z.object({ key: templateKey }),
  query: decisionsQuery,
  handle: async ({ context, params, query }) => ({
    data: await listCellDecisions(context, { ...params, ...query }),
  }),
});
