import { z } from 'zod';
import { route } from '@/lib/api';
import { removeNoticeEndpoint, updateNoticeEndpoint } from '@/lib/data/notices/endpoints';
import { endpointContent } from '@/lib/domain/notice-endpoints';

const params = z.object({ id: z.uuid() });

export const PUT = route({
  permission: 'notices:manage',
  params,
  body: endpointContent,
  handle: ({ context, params, body }) => updateNoticeEndpoint(context, { ...params, ...body }),
});

export const DELETE = route({
  permission: 'notices:manage',
  params,
  handle: async ({ context, params }) => {
    await removeNoticeEndpoint(context, params);
    return new Response(null, { status: 204 });
  },
});
