import { z } from 'zod';
import { route } from '@/lib/api';
import { countRules, getRules } from '@/lib/data/rules';

const query = z.strictObject({
  counts: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
});

export const GET = route({
  permission: 'policy:read',
  query,
  handle: async ({ context, query }) => ({
    ...(await getRules(context, undefined)),
    ...(query.counts && { counts: await countRules(context, undefined) }),
  }),
});
