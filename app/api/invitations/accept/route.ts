import { callerAddress } from '@/lib/auth';
import { acceptInvitation } from '@/lib/data/invitation-acceptance';
import { acceptedUser } from '@/lib/domain/answers/people';
import { acceptance } from '@/lib/domain/people';
import { answering } from '@/lib/http/answer';
import { bySecret } from '../by-secret';

export const POST = bySecret({
  id: 'acceptInvitation',
  summary: 'Accept an invitation and choose a password.',
  description: 'The invitation’s secret is the credential.',
  permission: 'users:manage',
  body: acceptance,
  problems: ['unauthenticated', 'not_found', 'conflict', 'rate_limited'],
  answers: {
    201: { means: 'The user that was made.', body: acceptedUser },
  },
  handle: async ({ context: { requestId, now }, body }) => {
    const address = await callerAddress();
    const user = await acceptInvitation({ ...body, address, requestId, now });
    return answering(201, user);
  },
});
