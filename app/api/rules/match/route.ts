import { z } from 'zod';
import { route } from '@/lib/api';
import { tryRulesOn } from '@/lib/data/rules';
import { ruleTrial } from '@/lib/domain/answers/rules';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  id: 'tryRules',
  summary: 'Try the assignment rules on one account.',
  permission: 'policy:read',
  query: z.strictObject({ account: accountId }),
  problems: ['account_not_found'],
  answers: {
    200: { means: 'What each rule says of it.', body: ruleTrial },
  },
  handle: ({ context, query }) => tryRulesOn(context, query),
});
