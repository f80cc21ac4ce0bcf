import { z } from 'zod';
import { route } from '@/lib/api';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { changeView } from '@/lib/domain/answers/changes';
import { prose } from '@/lib/domain/text';

export const POST = route({
  id: 'applyChange',
  summary: 'Apply a change that has the approvals it needs.',
  description:
    'With `emergency`, an admin applies it without them, and the reason stands out in the audit.',
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100).describe('The change’s id.') }),
  body: z.strictObject({
    emergency: prose(2000).optional().describe('Why it cannot wait; for admins only.'),
  }),
  problems: ['account_not_found', 'not_found', 'conflict', 'guardrail_broken'],
  answers: {
    200: { means: 'The change, applied.', body: changeView },
  },
  handle: ({ context, params: { id }, body }) =>
    actOnChange(context, {
      id,
      move: body.emergency ? { act: 'emergency_apply', reason: body.emergency } : { act: 'apply' },
    }),
});
