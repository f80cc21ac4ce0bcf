import { z } from 'zod';
import { route } from '@/lib/api';
import { tryRulesOn } from '@/lib/data/rules';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  permission: 'policy:read',
  query: z.strictObject({ account: accountId }),
  handle: ({ context, query }) => tryRulesOn(context, query),
});
