import { z } from 'zod';
import { route } from '@/lib/api';
import { getPolicy } from '@/lib/data/policy';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  permission: 'policy:read',
  params: z.object({ id: accountId }),
  query: z.strictObject({}),
  handle: ({ context, params }) => getPolicy(context, { account: params.id }),
});
