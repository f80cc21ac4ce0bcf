import 'server-only';
import { z } from 'zod';
import { getPolicyText } from '@/lib/data/policy';
import { resolvedPolicy } from '@/lib/domain/answers/policy';
import { accountId, moment } from '@/lib/domain/text';
import { JsonText } from '@/lib/http/answer';
import { routeSpec } from '@/lib/http/route';

/** `GET /api/accounts/{id}/policy`. */
export const getPolicy = routeSpec({
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
  handle: async ({ context, params, query }) =>
    new JsonText(await getPolicyText(context, { account: params.id, at: query.at })),
});
