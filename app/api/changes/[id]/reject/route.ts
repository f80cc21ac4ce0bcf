import { z } from 'zod';
import { route } from '@/lib/api';
import { reviewChange } from '@/lib/data/changes/act-on-change';
import { prose } from '@/lib/domain/text';

export const POST = route({
  permission: 'changes:approve',
  params: z.object({ id: z.string().max(100) }),
  body: z.strictObject({ comment: prose(2000) }),
  handle: ({ context, params: { id }, body }) =>
    reviewChange(context, { id, move: { act: 'reject', comment: body.comment } }),
});
