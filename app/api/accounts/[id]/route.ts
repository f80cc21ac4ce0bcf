import { z } from 'zod';
import { route } from '@/lib/api';
import { getAccount } from '@/lib/data/accounts';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  permission: 'accounts:read',
  params: z.object({ id: accountId }),
  handle: ({ context, params }) => getAccount(context, params),
});
