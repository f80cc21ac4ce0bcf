import { z } from 'zod';
import { route } from '@/lib/api';
import { listTemplates } from '@/lib/data/templates';
import { flag } from '@/lib/domain/text';

const query = z.strictObject({ archived: flag.default(false) });

export const GET = route({
  permission: 'policy:read',
  query,
  handle: async ({ context, query }) => ({ data: await listTemplates(context, query) }),
});
