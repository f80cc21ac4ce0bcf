import { route } from '@/lib/api';
import { deliveryFilter, listNoticeDeliveries } from '@/lib/data/notices/deliveries';

export const GET = route({
  permission: 'notices:manage',
  query: deliveryFilter,
  handle: ({ context, query }) => listNoticeDeliveries(context, query),
});
