import { route } from '@/lib/api';
import { listTouchedByEdits, touchedRequest } from '@/lib/data/changes/list-touched';
import { touchedAccount } from '@/lib/domain/answers/change-parts';
import { pageOf } from '@/lib/domain/answers/common';

export const POST = route({
  id: 'listAccountsTouchedByEdits',
  summary: 'List the accounts that edits would touch.',
  permission: 'policy:write',
  body: touchedRequest,
  problems: ['account_not_found', 'not_found', 'conflict', 'guardrail_broken'],
  answers: {
    200: { means: 'One page, by name.', body: pageOf(touchedAccount) },
  },
  handle: ({ context, body }) => listTouchedByEdits(context, body),
});
