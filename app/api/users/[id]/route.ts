import { z } from 'zod';
import { route } from '@/lib/api';
import { disableUser } from '@/lib/data/users';

export const DELETE = route({
  permission: 'users:manage',
  params: z.object({ id: z.uuid() }),
  handle: async ({ context, params }) => {
    await disableUser(context, params);
    return new Response(null, { status: 204 });
  },
});
