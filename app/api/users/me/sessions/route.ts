import { z } from 'zod';
import { route } from '@/lib/api';
import { signOutEverywhere } from '@/lib/data/own-account';
import { moment } from '@/lib/domain/text';

export const DELETE = route({
  id: 'signOutEverywhere',
  summary: 'End all of one’s own sessions.',
  permission: signOutEverywhere.permission,
  query: z.strictObject({
    before: moment.optional().describe('Only sessions that began before this; left out, all.'),
  }),
  peopleOnly: true,
  answers: {
    204: { means: 'They are ended.' },
  },
  handle: async ({ context, query }) => {
    await signOutEverywhere(context, query);
    return new Response(null, { status: 204 });
  },
});
