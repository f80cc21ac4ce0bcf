import { route } from '@/lib/api';
import { deliveryFilter, listNoticeDeliveries } from '@/lib/data/notices/deliveries';
import { pageOf } from '@/lib/domain/answers/common';
import { noticeDelivery } from '@/lib/domain/answers/notices';

export const GET = route({
  id: 'listNoticeDeliveries',
  summary: 'Read the delivery log, newest first.',
  permission: 'notices:manage',
  query: deliveryFilter,
  answers: {
    200: { means: 'One page of deliveries.', body: pageOf(noticeDelivery) },
  },
  handle: ({ context, query }) => listNoticeDeliveries(context, query),
});
