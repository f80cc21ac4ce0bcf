import { z } from 'zod';
import { route } from '@/lib/api';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { changeView } from '@/lib/domain/answers/changes';

export const POST = route({
  id: 'submitChange',
  summary: 'Submit a draft for review.',
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100).describe('The change’s id.') }),
  body: z.strictObject({}),
  problems: ['account_not_found', 'not_found', 'conflict', 'guardrail_broken'],
  answers: {
    200: { means: 'The change as it is now.', body: changeView },
  },
  handle: ({ context, params: { id } }) => actOnChange(context, { id, move: { act: 'submit' } }),
});
