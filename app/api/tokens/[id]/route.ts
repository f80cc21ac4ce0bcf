import { z } from 'zod';
import { route } from '@/lib/api';
import { revokeToken } from '@/lib/data/tokens';

export const DELETE = route({
  permission: 'tokens:manage',
  params: z.object({ id: z.uuid() }),
  handle: async ({ context, params }) => {
    await revokeToken(context, params);
    return new Response(null, { status: 204 });
  },
});
