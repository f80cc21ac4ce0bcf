import { z } from 'zod';
import { route } from '@/lib/api';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { changeView } from '@/lib/domain/answers/changes';

export const POST = route({
  id: 'unscheduleChange',
  summary: 'Take a change off the schedule.',
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100).describe('The change’s id.') }),
  body: z.strictObject({}),
  problems: ['not_found', 'conflict'],
  answers: {
    200: { means: 'The change as it is now.', body: changeView },
  },
  handle: ({ context, params: { id } }) =>
    actOnChange(context, { id, move: { act: 'unschedule' } }),
});
