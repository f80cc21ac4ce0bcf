import { z } from 'zod';
import { route } from '@/lib/api';
import { redeliverNotice } from '@/lib/data/notices/deliveries';
import { noticeDelivery } from '@/lib/domain/answers/notices';
import { answering } from '@/lib/http/answer';

export const POST = route({
  id: 'redeliverNotice',
  summary: 'Send a delivery again.',
  description: 'The notice keeps its id.',
  permission: 'notices:manage',
  params: z.object({ id: z.uuid().describe('The delivery’s id.') }),
  problems: ['not_found', 'conflict'],
  answers: {
    202: { means: 'The delivery, waiting to be sent.', body: noticeDelivery },
  },
  handle: async ({ context, params }) => answering(202, await redeliverNotice(context, params)),
});
