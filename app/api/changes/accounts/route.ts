import { route } from '@/lib/api';
import { listTouchedByEdits, touchedRequest } from '@/lib/data/changes/list-touched';

export const POST = route({
  permission: 'policy:write',
  body: touchedRequest,
  handle: ({ context, body }) => listTouchedByEdits(context, body),
});
