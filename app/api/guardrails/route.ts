import { z } from 'zod';
import { route } from '@/lib/api';
import { countBreaches, getGuardrails } from '@/lib/data/governance';
import { guardrailsInForce } from '@/lib/domain/answers/rules';
import { flag } from '@/lib/domain/text';

const query = z.strictObject({
  counts: flag.default(false).describe('Whether to count what each does not hold for, too.'),
});

export const GET = route({
  id: 'getGuardrails',
  summary: 'Read the guardrails in force.',
  permission: 'policy:read',
  query,
  answers: {
    200: { means: 'The guardrails.', body: guardrailsInForce },
  },
  handle: async ({ context, query }) => ({
    ...(await getGuardrails(context, undefined)),
    ...(query.counts && { counts: await countBreaches(context, undefined) }),
  }),
});
