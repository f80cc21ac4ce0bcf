import { z } from 'zod';
import { route } from '@/lib/api';
import { signOutEverywhere } from '@/lib/data/own-account';
import { moment } from '@/lib/domain/text';

export const DELETE = route({
  permission: signOutEverywhere.permission,
  query: z.strictObject({ before: moment.optional() }),
  handle: async ({ context, query }) => {
    await signOutEverywhere(context, query);
    return new Response(null, { status: 204 });
  },
});
