import { z } from 'zod';
import { route } from '@/lib/api';
import { getChange } from '@/lib/data/change-list';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { changeDetail, changeView } from '@/lib/domain/answers/changes';
import { changeContent } from '@/lib/domain/edits';

const params = z.object({ id: z.string().max(100).describe('The change’s id.') });

export const GET = route({
  id: 'getChange',
  summary: 'Read one change with all that happened to it.',
  permission: 'policy:read',
  params,
  problems: ['not_found'],
  answers: {
    200: { means: 'The change.', body: changeDetail },
  },
  handle: ({ context, params }) => getChange(context, params),
});

export const PUT = route({
  id: 'updateChange',
  summary: 'Give a change that is still on its way another content.',
  description: 'An edit revokes its approvals.',
  permission: 'policy:write',
  params,
  body: changeContent,
  problems: ['account_not_found', 'not_found', 'conflict', 'guardrail_broken'],
  answers: {
    200: { means: 'The change as it is now.', body: changeView },
  },
  handle: ({ context, params: { id }, body: content }) =>
    actOnChange(context, { id, content, move: { act: 'edit', applyAt: content.applyAt } }),
});
