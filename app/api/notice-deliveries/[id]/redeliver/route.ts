import { z } from 'zod';
import { route } from '@/lib/api';
import { redeliverNotice } from '@/lib/data/notices/deliveries';

export const POST = route({
  permission: 'notices:manage',
  params: z.object({ id: z.uuid() }),
  handle: async ({ context, params }) =>
    Response.json(await redeliverNotice(context, params), { status: 202 }),
});
