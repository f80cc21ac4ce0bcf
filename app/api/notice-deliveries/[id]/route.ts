import { z } from 'zod';
import { route } from '@/lib/api';
import { getNoticeDelivery } from '@/lib/data/notices/deliveries';

export const GET = route({
  permission: 'notices:manage',
  params: z.object({ id: z.uuid() }),
  handle: ({ context, params }) => getNoticeDelivery(context, params),
});
