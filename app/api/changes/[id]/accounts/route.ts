import { z } from 'zod';
import { route } from '@/lib/api';
import { listTouched, touchedQuery } from '@/lib/data/changes/list-touched';

const params = z.object({ id: z.string().max(100) });

export const GET = route({
  permission: 'policy:read',
  params,
  query: touchedQuery,
  handle: ({ context, params: { id }, query }) => listTouched(context, { id, ...query }),
});
