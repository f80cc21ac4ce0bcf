import { z } from 'zod';
import { route } from '@/lib/api';
import { rotateToken } from '@/lib/data/tokens';
import { rotation } from '@/lib/domain/people';

export const POST = route({
  permission: 'tokens:manage',
  params: z.object({ id: z.uuid() }),
  body: rotation,
  handle: async ({ context, params, body }) =>
    Response.json(await rotateToken(context, { ...params, ...body }), { status: 201 }),
});
