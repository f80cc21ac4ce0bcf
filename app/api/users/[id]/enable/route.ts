import { z } from 'zod';
import { route } from '@/lib/api';
import { enableUser } from '@/lib/data/users';

export const POST = route({
  permission: 'users:manage',
  params: z.object({ id: z.uuid() }),
  handle: async ({ context, params }) => {
    await enableUser(context, params);
    return new Response(null, { status: 204 });
  },
});
