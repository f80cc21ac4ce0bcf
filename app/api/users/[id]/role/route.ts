import { z } from 'zod';
import { route } from '@/lib/api';
import { changeRole } from '@/lib/data/users';
import { roleChange } from '@/lib/domain/people';

export const POST = route({
  id: 'changeRole',
  summary: 'Give a user another role.',
  permission: 'users:manage',
  params: z.object({ id: z.uuid().describe('The user’s id.') }),
  body: roleChange,
  problems: ['not_found', 'conflict'],
  answers: {
    204: { means: 'The user has the role.' },
  },
  handle: async ({ context, params, body }) => {
    await changeRole(context, { ...params, ...body });
    return new Response(null, { status: 204 });
  },
});
