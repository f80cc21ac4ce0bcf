import { z } from 'zod';
import { route } from '@/lib/api';
import { listTouched, touchedQuery } from '@/lib/data/changes/list-touched';
import { touchedAccount } from '@/lib/domain/answers/change-parts';
import { pageOf } from '@/lib/domain/answers/common';

const params = z.object({ id: z.string().max(100).describe('The change’s id.') });

export const GET = route({
  id: 'listAccountsTouchedByChange',
  summary: 'List the accounts that a change on its way would touch.',
  permission: 'policy:read',
  params,
  query: touchedQuery,
  problems: ['not_found', 'conflict'],
  answers: {
    200: { means: 'One page, by name.', body: pageOf(touchedAccount) },
  },
  handle: ({ context, params: { id }, query }) => listTouched(context, { id, ...query }),
});
