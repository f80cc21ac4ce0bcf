import { z } from 'zod';
import { route } from '@/lib/api';
import { enableUser } from '@/lib/data/users';

export const POST = route({
  id: 'enableUser',
  summary: 'Let a disabled user in again.',
  permission: 'users:manage',
  params: z.object({ id: z.uuid().describe('The user’s id.') }),
  problems: ['not_found', 'conflict'],
  answers: {
    204: { means: 'The user is enabled.' },
  },
  handle: async ({ context, params }) => {
    await enableUser(context, params);
    return new Response(null, { status: 204 });
  },
});
