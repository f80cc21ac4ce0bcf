import { route } from '@/lib/api';
import { changePassword } from '@/lib/data/own-account';
import { passwordChange } from '@/lib/domain/people';

export const POST = route({
  permission: changePassword.permission,
  body: passwordChange,
  handle: async ({ context, body }) => {
    await changePassword(context, body);
    return new Response(null, { status: 204 });
  },
});
