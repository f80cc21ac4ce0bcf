import { z } from 'zod';
import { route } from '@/lib/api';
import { changeRole } from '@/lib/data/users';
import { roleChange } from '@/lib/domain/people';

export const POST = route({
  permission: 'users:manage',
  params: z.object({ id: z.uuid() }),
  body: roleChange,
  handle: async ({ context, params, body }) => {
    await changeRole(context, { ...params, ...body });
    return new Response(null, { status: 204 });
  },
});
