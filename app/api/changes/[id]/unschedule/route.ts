import { z } from 'zod';
import { route } from '@/lib/api';
import { actOnChange } from '@/lib/data/changes/act-on-change';

export const POST = route({
  permission: 'policy:write',
  params: z.object({ id: z.string().max(100) }),
  body: z.strictObject({}),
  handle: ({ context, params: { id } }) =>
    actOnChange(context, { id, move: { act: 'unschedule' } }),
});
