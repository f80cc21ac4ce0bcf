import { z } from 'zod';
import { route } from '@/lib/api';
import { listTemplates } from '@/lib/data/templates';

const query = z.strictObject({
  archived: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
});

export const GET = route({
  permission: 'policy:read',
  query,
  handle: async ({ context, query }) => ({ data: await listTemplates(context, query) }),
});
