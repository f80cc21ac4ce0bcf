import { z } from 'zod';
import { route } from '@/lib/api';
import { getPolicy } from '@/lib/data/policy';
import { accountId, moment } from '@/lib/domain/text';

export const GET = route({
  permission: 'policy:read',
  params: z.object({ id: accountId }),
  query: z.strictObject({ at: moment.optional() }),
  handle: ({ context, params, query }) => getPolicy(context, { account: params.id, at: query.at }),
});
