import { z } from 'zod';
import { route } from '@/lib/api';
import { getTemplate } from '@/lib/data/templates';
import { templateKey } from '@/lib/domain/text';

export const GET = route({
  permission: 'policy:read',
  params: z.object({ key: templateKey }),
  handle: ({ context, params }) => getTemplate(context, params),
});
