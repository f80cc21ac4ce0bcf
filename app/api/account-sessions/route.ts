import { z } from 'zod';
import { route } from '@/lib/api';
import { accountId } from '@/lib/domain/text';
import { mint } from '@/lib/mint/mint';

const body = z.strictObject({
  account: accountId,
  components: z
    .array(z.string().max(100))
    .min(1, 'Name at least one component.')
    .max(50)
    .optional(),
});

export const POST = route({
  permission: 'sessions:create',
  body,
  handle: ({ context, body }) => mint(context, body),
});
