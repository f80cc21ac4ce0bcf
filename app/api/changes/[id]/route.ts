import { z } from 'zod';
import { route } from '@/lib/api';
import { getChange } from '@/lib/data/change-list';

export const GET = route({
  permission: 'policy:read',
  params: z.object({ id: z.string().max(100) }),
  handle: ({ context, params }) => getChange(context, params),
});
