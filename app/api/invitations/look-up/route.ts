import { callerAddress } from '@/lib/auth';
import { findInvitation } from '@/lib/data/invitation-acceptance';
import { ownInvitation } from '@/lib/domain/answers/people';
import { invitationSecret } from '@/lib/domain/people';
import { bySecret } from '../by-secret';

export const POST = bySecret({
  id: 'lookUpInvitation',
  summary: 'See what an invitation is for.',
  description: 'The invitation’s secret is the credential.',
  permission: 'users:manage',
  body: invitationSecret,
  problems: ['unauthenticated', 'not_found', 'rate_limited'],
  answers: {
    200: { means: 'Who invited whom, and as what.', body: ownInvitation },
  },
  handle: async ({ context: { now }, body }) =>
    findInvitation({ ...body, address: await callerAddress(), now }),
});
