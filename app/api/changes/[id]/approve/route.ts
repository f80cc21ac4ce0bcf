import { z } from 'zod';
import { route } from '@/lib/api';
import { reviewChange } from '@/lib/data/changes/act-on-change';
import { changeView } from '@/lib/domain/answers/changes';

export const POST = route({
  id: 'approveChange',
  summary: 'Approve a change.',
  description:
    '`pin` is the change’s own: an approval is of exactly what was seen. Nobody approves their own work.',
  permission: 'changes:approve',
  params: z.object({ id: z.string().max(100).describe('The change’s id.') }),
  body: z.strictObject({
    pin: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('The `pin` of the change as it was seen.'),
  }),
  problems: ['not_found', 'conflict'],
  answers: {
    200: { means: 'The change as it is now.', body: changeView },
  },
  handle: ({ context, params: { id }, body }) =>
    reviewChange(context, { id, move: { act: 'approve', seen: body.pin } }),
});
