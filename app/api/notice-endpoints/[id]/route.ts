import { z } from 'zod';
import { route } from '@/lib/api';
import { removeNoticeEndpoint, updateNoticeEndpoint } from '@/lib/data/notices/endpoints';
import { noticeEndpoint } from '@/lib/domain/answers/notices';
import { endpointContent } from '@/lib/domain/notice-endpoints';

const params = z.object({ id: z.uuid().describe('The endpoint’s id.') });

export const PUT = route({
  id: 'updateNoticeEndpoint',
  summary: 'Give an endpoint another content, pause it or let it go on.',
  permission: 'notices:manage',
  params,
  body: endpointContent,
  problems: ['not_found'],
  answers: {
    200: { means: 'The endpoint as it is now.', body: noticeEndpoint },
  },
  handle: ({ context, params, body }) => updateNoticeEndpoint(context, { ...params, ...body }),
});

export const DELETE = route({
  id: 'removeNoticeEndpoint',
  summary: 'Remove an endpoint with its secrets.',
  permission: 'notices:manage',
  params,
  problems: ['not_found'],
  answers: {
    204: { means: 'It is removed.' },
  },
  handle: async ({ context, params }) => {
    await removeNoticeEndpoint(context, params);
    return new Response(null, { status: 204 });
  },
});
