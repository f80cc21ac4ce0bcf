import { route } from '@/lib/api';
import { createUser, listUsers } from '@/lib/data/users';
import { listOf } from '@/lib/domain/answers/common';
import { madeUser, user } from '@/lib/domain/answers/people';
import { newUser } from '@/lib/domain/people';
import { answering } from '@/lib/http/answer';

export const GET = route({
  id: 'listUsers',
  summary: 'List users.',
  permission: 'users:manage',
  answers: {
    200: { means: 'All users.', body: listOf(user) },
  },
  handle: async ({ context }) => ({ data: await listUsers(context, undefined) }),
});

export const POST = route({
  id: 'createUser',
  summary: 'Make a user.',
  permission: 'users:manage',
  body: newUser,
  problems: ['conflict'],
  answers: {
    201: { means: 'The user’s id.', body: madeUser },
  },
  handle: async ({ context, body }) => answering(201, await createUser(context, body)),
});
