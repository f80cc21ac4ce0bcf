import { z } from 'zod';
import { route } from '@/lib/api';
import { revokeToken } from '@/lib/data/tokens';

export const DELETE = route({
  id: 'revokeToken',
  summary: 'Revoke an API token.',
  permission: 'tokens:manage',
  params: z.object({ id: z.uuid().describe('The token’s id.') }),
  problems: ['not_found'],
  answers: {
    204: { means: 'It holds no longer.' },
  },
  handle: async ({ context, params }) => {
    await revokeToken(context, params);
    return new Response(null, { status: 204 });
  },
});
