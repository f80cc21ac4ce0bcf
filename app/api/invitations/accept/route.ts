import { callerAddress } from '@/lib/auth';
import { acceptInvitation } from '@/lib/data/invitation-acceptance';
import { acceptance } from '@/lib/domain/people';
import { bySecret } from '../by-secret';

export const POST = bySecret({
  permission: 'users:manage',
  body: acceptance,
  handle: async ({ context: { requestId, now }, body }) => {
    const address = await callerAddress();
    const user = await acceptInvitation({ ...body, address, requestId, now });
    return Response.json(user, { status: 201 });
  },
});
