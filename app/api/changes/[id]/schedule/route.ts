import { z } from 'zod';
import { route } from '@/lib/api';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { changeView } from '@/lib/domain/answers/changes';
import { moment } from '@/lib/domain/text';

export const POST = route({
  id: 'scheduleChange',
  summary: 'Schedule a change that is approved.',
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100).describe('The change’s id.') }),
  body: z.strictObject({ applyAt: moment.describe('When it is to be applied by itself.') }),
  problems: ['account_not_found', 'not_found', 'conflict', 'guardrail_broken'],
  answers: {
    200: { means: 'The change as it is now.', body: changeView },
  },
  handle: ({ context, params: { id }, body }) =>
    actOnChange(context, { id, move: { act: 'schedule', applyAt: body.applyAt } }),
});
