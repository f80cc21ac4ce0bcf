import { route } from '@/lib/api';
import { createUser, listUsers } from '@/lib/data/users';
import { newUser } from '@/lib/domain/people';

export const GET = route({
  permission: 'users:manage',
  handle: async ({ context }) => ({ data: await listUsers(context, undefined) }),
});

export const POST = route({
  permission: 'users:manage',
  body: newUser,
  handle: async ({ context, body }) =>
    Response.json(await createUser(context, body), { status: 201 }),
});
