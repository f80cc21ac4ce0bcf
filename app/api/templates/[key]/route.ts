import { z } from 'zod';
import { route } from '@/lib/api';
import { getTemplate } from '@/lib/data/templates';
import { templateDetail } from '@/lib/domain/answers/templates';
import { templateKey } from '@/lib/domain/text';

export const GET = route({
  id: 'getTemplate',
  summary: 'Read one template with what it says and what it stands on.',
  permission: 'policy:read',
  params: z.object({ key: templateKey.describe('The template’s key.') }),
  problems: ['not_found'],
  answers: {
    200: { means: 'The template.', body: templateDetail },
  },
  handle: ({ context, params }) => getTemplate(context, params),
});
