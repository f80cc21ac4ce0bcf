import { z } from 'zod';
import { route } from '@/lib/api';
import { countRules, getRules } from '@/lib/data/rules';
import { flag } from '@/lib/domain/text';

const query = z.strictObject({ counts: flag.default(false) });

export const GET = route({
  permission: 'policy:read',
  query,
  handle: async ({ context, query }) => ({
    ...(await getRules(context, undefined)),
    ...(query.counts && { counts: await countRules(context, undefined) }),
  }),
});
