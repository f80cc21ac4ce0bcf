import { z } from 'zod';
import { route } from '@/lib/api';
import { renewInvitation } from '@/lib/data/invitations';
import { madeInvitation } from '@/lib/domain/answers/people';
import { answering } from '@/lib/http/answer';
import { withLink } from '../../link';

export const POST = route({
  id: 'renewInvitation',
  summary: 'Give an invitation a new link.',
  permission: 'users:manage',
  params: z.object({ id: z.uuid().describe('The invitation’s id.') }),
  problems: ['not_found', 'conflict'],
  answers: {
    201: { means: 'The invitation with its new link, once.', body: madeInvitation },
  },
  handle: async ({ context, params }) =>
    answering(201, withLink(await renewInvitation(context, params))),
});
