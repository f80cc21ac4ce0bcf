import { z } from 'zod';
import { route } from '@/lib/api';
import { disableUser } from '@/lib/data/users';

export const DELETE = route({
  id: 'disableUser',
  summary: 'Disable a user, who is out at once.',
  permission: 'users:manage',
  params: z.object({ id: z.uuid().describe('The user’s id.') }),
  problems: ['not_found', 'conflict'],
  answers: {
    204: { means: 'The user is disabled.' },
  },
  handle: async ({ context, params }) => {
    await disableUser(context, params);
    return new Response(null, { status: 204 });
  },
});
