import { z } from 'zod';
import { route } from '@/lib/api';
import { testNoticeEndpoint } from '@/lib/data/notices/endpoints';

export const POST = route({
  permission: 'notices:manage',
  params: z.object({ id: z.uuid() }),
  handle: async ({ context, params }) =>
    Response.json(await testNoticeEndpoint(context, params), { status: 202 }),
});
