import { route } from '@/lib/api';
import { changePassword } from '@/lib/data/own-account';
import { passwordChange } from '@/lib/domain/people';

export const POST = route({
  id: 'changePassword',
  summary: 'Change one’s own password.',
  permission: changePassword.permission,
  body: passwordChange,
  peopleOnly: true,
  problems: ['conflict', 'rate_limited'],
  answers: {
    204: { means: 'It is changed, and all of one’s sessions are ended.' },
  },
  handle: async ({ context, body }) => {
    await changePassword(context, body);
    return new Response(null, { status: 204 });
  },
});
