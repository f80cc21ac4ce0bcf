import { z } from 'zod';
import { route } from '@/lib/api';
import { getChange } from '@/lib/data/change-list';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { changeContent } from '@/lib/domain/edits';

const params = z.object({ id: z.string().max(100) });

export const GET = route({
  permission: 'policy:read',
  params,
  handle: ({ context, params }) => getChange(context, params),
});

export const PUT = route({
  permission: 'policy:write',
  params,
  body: changeContent,
  handle: ({ context, params: { id }, body: content }) =>
    actOnChange(context, { id, content, move: { act: 'edit', applyAt: content.applyAt } }),
});
