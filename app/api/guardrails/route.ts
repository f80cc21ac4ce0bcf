import { z } from 'zod';
import { route } from '@/lib/api';
import { countBreaches, getGuardrails } from '@/lib/data/governance';
import { flag } from '@/lib/domain/text';

const query = z.strictObject({ counts: flag.default(false) });

export const GET = route({
  permission: 'policy:read',
  query,
  handle: async ({ context, query }) => ({
    ...(await getGuardrails(context, undefined)),
    ...(query.counts && { counts: await countBreaches(context, undefined) }),
  }),
});
