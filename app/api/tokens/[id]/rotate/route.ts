import { z } from 'zod';
import { route } from '@/lib/api';
import { rotateToken } from '@/lib/data/tokens';
import { rotatedToken } from '@/lib/domain/answers/people';
import { rotation } from '@/lib/domain/people';
import { answering } from '@/lib/http/answer';

export const POST = route({
  id: 'rotateToken',
  summary: 'Make a token’s successor.',
  description: 'The old one goes on beside it for the overlap.',
  permission: 'tokens:manage',
  params: z.object({ id: z.uuid().describe('The token’s id.') }),
  body: rotation,
  problems: ['not_found', 'conflict'],
  answers: {
    201: { means: 'The successor, once.', body: rotatedToken },
  },
  handle: async ({ context, params, body }) =>
    answering(201, await rotateToken(context, { ...params, ...body })),
});
