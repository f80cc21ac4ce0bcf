import { z } from 'zod';
import { route } from '@/lib/api';
import { rotateNoticeSecret } from '@/lib/data/notices/endpoints';
import { secretRotation } from '@/lib/domain/notice-endpoints';

export const POST = route({
  permission: 'notices:manage',
  params: z.object({ id: z.uuid() }),
  body: secretRotation,
  handle: ({ context, params, body }) => rotateNoticeSecret(context, { ...params, ...body }),
});
