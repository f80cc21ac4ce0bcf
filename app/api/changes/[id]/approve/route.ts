import { z } from 'zod';
import { route } from '@/lib/api';
import { reviewChange } from '@/lib/data/changes/act-on-change';

export const POST = route({
  permission: 'changes:approve',
  params: z.object({ id: z.string().max(100) }),
  body: z.strictObject({ pin: z.string().regex(/^[0-9a-f]{64}$/) }),
  handle: ({ context, params: { id }, body }) =>
    reviewChange(context, { id, move: { act: 'approve', seen: body.pin } }),
});
