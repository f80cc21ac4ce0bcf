import { z } from 'zod';
import { route } from '@/lib/api';
import { getNoticeDelivery } from '@/lib/data/notices/deliveries';
import { deliveryDetail } from '@/lib/domain/answers/notices';

export const GET = route({
  id: 'getNoticeDelivery',
  summary: 'Read one delivery with its attempts and its body.',
  permission: 'notices:manage',
  params: z.object({ id: z.uuid().describe('The delivery’s id.') }),
  problems: ['not_found'],
  answers: {
    200: { means: 'The delivery.', body: deliveryDetail },
  },
  handle: ({ context, params }) => getNoticeDelivery(context, params),
});
