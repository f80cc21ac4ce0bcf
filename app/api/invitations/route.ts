import { route } from '@/lib/api';
import { createInvitation, listInvitations } from '@/lib/data/invitations';
import { newInvitation } from '@/lib/domain/people';
import { withLink } from './link';

export const GET = route({
  permission: 'users:manage',
  handle: async ({ context }) => ({ data: await listInvitations(context, undefined) }),
});

export const POST = route({
  permission: 'users:manage',
  body: newInvitation,
  handle: async ({ context, body }) =>
    Response.json(withLink(await createInvitation(context, body)), { status: 201 }),
});
