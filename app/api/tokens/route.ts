import { route } from '@/lib/api';
import { createToken, listTokens } from '@/lib/data/tokens';
import { newToken } from '@/lib/domain/people';

export const GET = route({
  permission: 'tokens:manage',
  handle: async ({ context }) => ({ data: await listTokens(context, undefined) }),
});

export const POST = route({
  permission: 'tokens:manage',
  body: newToken,
  handle: async ({ context, body }) =>
    Response.json(await createToken(context, body), { status: 201 }),
});
