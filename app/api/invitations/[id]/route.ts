import { z } from 'zod';
import { route } from '@/lib/api';
import { revokeInvitation } from '@/lib/data/invitations';

export const DELETE = route({
  id: 'revokeInvitation',
  summary: 'Revoke an invitation.',
  permission: 'users:manage',
  params: z.object({ id: z.uuid().describe('The invitation’s id.') }),
  problems: ['not_found'],
  answers: {
    204: { means: 'Its link leads in no longer.' },
  },
  handle: async ({ context, params }) => {
    await revokeInvitation(context, params);
    return new Response(null, { status: 204 });
  },
});
