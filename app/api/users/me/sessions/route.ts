import { z } from 'zod';
import { route } from '@/lib/api';
import { signOutEverywhere } from '@/lib/data/own-account';

export const DELETE = route({
  id: 'signOutEverywhere',
  summary: 'End all of one’s own sessions.',
  permission: signOutEverywhere.permission,
  query: z.strictObject({}),
  peopleOnly: true,
  answers: {
    204: { means: 'They are ended.' },
  },
  handle: async ({ context }) => {
    await signOutEverywhere(context, undefined);
    return new Response(null, { status: 204 });
  },
});
