import { z } from 'zod';
import { route } from '@/lib/api';
import { reviewChange } from '@/lib/data/changes/act-on-change';
import { changeView } from '@/lib/domain/answers/changes';
import { prose } from '@/lib/domain/text';

export const POST = route({
  id: 'rejectChange',
  summary: 'Reject a change.',
  permission: 'changes:approve',
  params: z.object({ id: z.string().max(100).describe('The change’s id.') }),
  body: z.strictObject({ comment: prose(2000).describe('Why, for its author and the audit.') }),
  problems: ['not_found', 'conflict'],
  answers: {
    200: { means: 'The change as it is now.', body: changeView },
  },
  handle: ({ context, params: { id }, body }) =>
    reviewChange(context, { id, move: { act: 'reject', comment: body.comment } }),
});
