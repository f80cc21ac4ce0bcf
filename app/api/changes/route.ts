import { route } from '@/lib/api';
import { submitChange } from '@/lib/data/changes/submit-change';
import { changeRequest } from '@/lib/domain/edits';

export const POST = route({
  permission: 'policy:write',
  body: changeRequest,
  handle: async ({ context, body }) => {
    const change = await submitChange(context, body);
    return Response.json(change, { status: change.status === 'applied' ? 201 : 200 });
  },
});
