import { z } from 'zod';
import { route } from '@/lib/api';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { moment } from '@/lib/domain/text';

export const POST = route({
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100) }),
  body: z.strictObject({ applyAt: moment }),
  handle: ({ context, params: { id }, body }) =>
    actOnChange(context, { id, move: { act: 'schedule', applyAt: body.applyAt } }),
});
