import { route } from '@/lib/api';
import { createInvitation, listInvitations } from '@/lib/data/invitations';
import { listOf } from '@/lib/domain/answers/common';
import { invitation, madeInvitation } from '@/lib/domain/answers/people';
import { newInvitation } from '@/lib/domain/people';
import { answering } from '@/lib/http/answer';
import { withLink } from './link';

export const GET = route({
  id: 'listInvitations',
  summary: 'List invitations that are open.',
  permission: 'users:manage',
  answers: {
    200: { means: 'All of them.', body: listOf(invitation) },
  },
  handle: async ({ context }) => ({ data: await listInvitations(context, undefined) }),
});

export const POST = route({
  id: 'createInvitation',
  summary: 'Invite somebody.',
  permission: 'users:manage',
  body: newInvitation,
  problems: ['conflict'],
  answers: {
    201: { means: 'The invitation, with its link, once.', body: madeInvitation },
  },
  handle: async ({ context, body }) =>
    answering(201, withLink(await createInvitation(context, body))),
});
