import { z } from 'zod';
import { route } from '@/lib/api';
import { revokeInvitation } from '@/lib/data/invitations';

export const DELETE = route({
  permission: 'users:manage',
  params: z.object({ id: z.uuid() }),
  handle: async ({ context, params }) => {
    await revokeInvitation(context, params);
    return new Response(null, { status: 204 });
  },
});
