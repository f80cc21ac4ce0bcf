import { z } from 'zod';
import { route } from '@/lib/api';
import { testNoticeEndpoint } from '@/lib/data/notices/endpoints';
import { testNotice } from '@/lib/domain/answers/notices';
import { answering } from '@/lib/http/answer';

export const POST = route({
  id: 'testNoticeEndpoint',
  summary: 'Send an endpoint a test notice.',
  permission: 'notices:manage',
  params: z.object({ id: z.uuid().describe('The endpoint’s id.') }),
  problems: ['not_found', 'conflict'],
  answers: {
    202: { means: 'The notice that is being sent.', body: testNotice },
  },
  handle: async ({ context, params }) => answering(202, await testNoticeEndpoint(context, params)),
});
