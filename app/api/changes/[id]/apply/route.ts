import { z } from 'zod';
import { route } from '@/lib/api';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { prose } from '@/lib/domain/text';

export const POST = route({
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100) }),
  body: z.strictObject({ emergency: prose(2000).optional() }),
  handle: ({ context, params: { id }, body }) =>
    actOnChange(context, {
      id,
      move: body.emergency ? { act: 'emergency_apply', reason: body.emergency } : { act: 'apply' },
    }),
});
