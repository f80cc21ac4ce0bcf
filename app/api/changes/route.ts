import { route } from '@/lib/api';
import { changeFilter, listChanges } from '@/lib/data/change-list';
import { submitChange } from '@/lib/data/changes/submit-change';
import { changeRequest } from '@/lib/domain/edits';

/** Applied at once, or nothing kept; anything else is kept for later. */
const STATUS: Readonly<Record<string, number>> = { applied: 201, dry_run: 200, unchanged: 200 };

export const GET = route({
  permission: 'policy:read',
  query: changeFilter,
  handle: ({ context, query }) => listChanges(context, query),
});

export const POST = route({
  permission: 'policy:write',
  body: changeRequest,
  handle: async ({ context, body }) => {
    const change = await submitChange(context, body);
    return Response.json(change, { status: STATUS[change.status] ?? 202 });
  },
});
