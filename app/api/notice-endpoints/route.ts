import { route } from '@/lib/api';
import { createNoticeEndpoint, listNoticeEndpoints } from '@/lib/data/notices/endpoints';
import { newEndpoint } from '@/lib/domain/notice-endpoints';

export const GET = route({
  permission: 'notices:manage',
  handle: async ({ context }) => ({ data: await listNoticeEndpoints(context, undefined) }),
});

export const POST = route({
  permission: 'notices:manage',
  body: newEndpoint,
  handle: async ({ context, body }) =>
    Response.json(await createNoticeEndpoint(context, body), { status: 201 }),
});
