import { route } from '@/lib/api';
import { createNoticeEndpoint, listNoticeEndpoints } from '@/lib/data/notices/endpoints';
import { listOf } from '@/lib/domain/answers/common';
import { madeEndpoint, noticeEndpoint } from '@/lib/domain/answers/notices';
import { newEndpoint } from '@/lib/domain/notice-endpoints';
import { answering } from '@/lib/http/answer';

export const GET = route({
  id: 'listNoticeEndpoints',
  summary: 'List the endpoints that are sent notices.',
  permission: 'notices:manage',
  answers: {
    200: { means: 'All endpoints, the oldest first.', body: listOf(noticeEndpoint) },
  },
  handle: async ({ context }) => ({ data: await listNoticeEndpoints(context, undefined) }),
});

export const POST = route({
  id: 'createNoticeEndpoint',
  summary: 'Add an endpoint that is sent notices.',
  permission: 'notices:manage',
  body: newEndpoint,
  problems: ['conflict'],
  answers: {
    201: { means: 'The endpoint’s id, and its secret, once.', body: madeEndpoint },
  },
  handle: async ({ context, body }) => answering(201, await createNoticeEndpoint(context, body)),
});
