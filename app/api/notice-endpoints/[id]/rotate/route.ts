import { z } from 'zod';
import { route } from '@/lib/api';
import { rotateNoticeSecret } from '@/lib/data/notices/endpoints';
import { rotatedSecret } from '@/lib/domain/answers/notices';
import { secretRotation } from '@/lib/domain/notice-endpoints';

export const POST = route({
  id: 'rotateNoticeSecret',
  summary: 'Give an endpoint a new secret.',
  permission: 'notices:manage',
  params: z.object({ id: z.uuid().describe('The endpoint’s id.') }),
  body: secretRotation,
  problems: ['not_found'],
  answers: {
    200: { means: 'The new secret, once.', body: rotatedSecret },
  },
  handle: ({ context, params, body }) => rotateNoticeSecret(context, { ...params, ...body }),
});
