import { z } from 'zod';
import { route } from '@/lib/api';
import { countRules, getRules } from '@/lib/data/rules';
import { rulesInForce } from '@/lib/domain/answers/rules';
import { flag } from '@/lib/domain/text';

const query = z.strictObject({
  counts: flag.default(false).describe('Whether to count accounts by rule, too.'),
});

export const GET = route({
  id: 'getRules',
  summary: 'Read the assignment rules in force.',
  permission: 'policy:read',
  query,
  answers: {
    200: { means: 'The rules, in the order in which they are tried.', body: rulesInForce },
  },
  handle: async ({ context, query }) => ({
    ...(await getRules(context, undefined)),
    ...(query.counts && { counts: await countRules(context, undefined) }),
  }),
});
