import { z } from 'zod';
import { route } from '@/lib/api';
import { revertChange } from '@/lib/data/changes/revert-change';
import { prose } from '@/lib/domain/text';

export const POST = route({
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100) }),
  body: z.strictObject({
    reason: prose(2000).optional(),
    dryRun: z.boolean().default(false),
    draft: z.boolean().default(false),
  }),
  handle: ({ context, params: { id }, body }) => revertChange(context, { id, ...body }),
});
