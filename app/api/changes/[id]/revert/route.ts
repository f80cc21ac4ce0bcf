import { z } from 'zod';
import { route } from '@/lib/api';
import { revertChange } from '@/lib/data/changes/revert-change';
import { revertView } from '@/lib/domain/answers/changes';
import { prose } from '@/lib/domain/text';

export const POST = route({
  id: 'revertChange',
  summary: 'Revert an applied change by another change.',
  description: 'What was touched since is left alone and told as clashes.',
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100).describe('The change’s id.') }),
  body: z.strictObject({
    reason: prose(2000).optional().describe('Left out, that it takes the other one back.'),
    dryRun: z.boolean().default(false).describe('Only say what it would do.'),
    draft: z.boolean().default(false).describe('Keep it, and do not submit it yet.'),
  }),
  problems: ['account_not_found', 'not_found', 'conflict', 'guardrail_broken'],
  answers: {
    200: { means: 'The change that takes it back.', body: revertView },
  },
  handle: ({ context, params: { id }, body }) => revertChange(context, { id, ...body }),
});
