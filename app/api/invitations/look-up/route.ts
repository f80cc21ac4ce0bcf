import { callerAddress } from '@/lib/auth';
import { findInvitation } from '@/lib/data/invitation-acceptance';
import { invitationSecret } from '@/lib/domain/people';
import { bySecret } from '../by-secret';

export const POST = bySecret({
  permission: 'users:manage',
  body: invitationSecret,
  handle: async ({ context: { now }, body }) =>
    findInvitation({ ...body, address: await callerAddress(), now }),
});
