import { route } from '@/lib/api';
import { createToken, listTokens } from '@/lib/data/tokens';
import { listOf } from '@/lib/domain/answers/common';
import { madeToken, token } from '@/lib/domain/answers/people';
import { newToken } from '@/lib/domain/people';
import { answering } from '@/lib/http/answer';

export const GET = route({
  id: 'listTokens',
  summary: 'List API tokens.',
  permission: 'tokens:manage',
  answers: {
    200: { means: 'All tokens, without their secrets.', body: listOf(token) },
  },
  handle: async ({ context }) => ({ data: await listTokens(context, undefined) }),
});

export const POST = route({
  id: 'createToken',
  summary: 'Make an API token.',
  permission: 'tokens:manage',
  body: newToken,
  answers: {
    201: { means: 'The token, once.', body: madeToken },
  },
  handle: async ({ context, body }) => answering(201, await createToken(context, body)),
});
