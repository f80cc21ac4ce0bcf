import { route } from '@/lib/api';
import { changeFilter, listChanges } from '@/lib/data/change-list';
import { submitChange } from '@/lib/data/changes/submit-change';
import { changeSummary, changeView } from '@/lib/domain/answers/changes';
import { pageOf } from '@/lib/domain/answers/common';
import { changeRequest } from '@/lib/domain/edits';
import { answering } from '@/lib/http/answer';

/** Applied at once, or nothing kept; anything else is kept for later. */
const STATUS: Readonly<Record<string, 200 | 201>> = { applied: 201, dry_run: 200, unchanged: 200 };

export const GET = route({
  id: 'listChanges',
  summary: 'List changes, newest first.',
  permission: 'policy:read',
  query: changeFilter,
  answers: {
    200: { means: 'One page of changes.', body: pageOf(changeSummary) },
  },
  handle: ({ context, query }) => listChanges(context, query),
});

export const POST = route({
  id: 'createChange',
  summary: 'Propose edits of policy and apply them, or keep them for later.',
  description:
    'All edits are applied, or none. A dry run says what they would do, and writes nothing.',
  permission: 'policy:write',
  body: changeRequest,
  problems: ['account_not_found', 'not_found', 'conflict', 'guardrail_broken'],
  answers: {
    200: { means: 'A dry run, or nothing would change: nothing was written.', body: changeView },
    201: { means: 'It is applied.', body: changeView },
    202: { means: 'It is kept: a draft, in review, or scheduled.', body: changeView },
  },
  handle: async ({ context, body }) => {
    const change = await submitChange(context, body);
    return answering(STATUS[change.status] ?? 202, change);
  },
});
