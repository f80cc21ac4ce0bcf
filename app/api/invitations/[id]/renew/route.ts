import { z } from 'zod';
import { route } from '@/lib/api';
import { renewInvitation } from '@/lib/data/invitations';
import { withLink } from '../../link';

export const POST = route({
  permission: 'users:manage',
  params: z.object({ id: z.uuid() }),
  handle: async ({ context, params }) =>
    Response.json(withLink(await renewInvitation(context, params)), { status: 201 }),
});
