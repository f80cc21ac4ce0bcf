import { z } from 'zod';
import { route } from '@/lib/api';
import { getPolicy } from '@/lib/data/policy';
import { resolvedPolicy } from '@/lib/domain/answers/policy';
import { accountId, moment } from '@/lib/domain/text';

export const GET = route({
  id: 'getPolicy',
  summary: 'Resolve an account’s policy, now or at a past moment.',
  permission: 'policy:read',
  params: z.object({ id: accountId.describe('The account’s id.') }),
  query: z.strictObject({ at: moment.optional().describe('As of this moment; left out, now.') }),
  problems: ['account_not_found', 'not_found'],
  answers: {
    200: {
      means: 'For every cell its value and why, and what a mint would send.',
      body: resolvedPolicy,
    },
  },
  handle: ({ context, params, query }) => getPolicy(context, { account: params.id, at: query.at }),
});
