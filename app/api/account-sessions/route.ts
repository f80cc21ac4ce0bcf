import { z } from 'zod';
import { route } from '@/lib/api';
import { accountSession } from '@/lib/domain/answers/sessions';
import { accountId } from '@/lib/domain/text';
import { mint } from '@/lib/mint/mint';

const body = z.strictObject({
  account: accountId,
  components: z
    .array(z.string().max(100))
    .min(1, 'Name at least one component.')
    .max(50)
    .optional()
    .describe('Components to narrow the session to; left out, all that the policy enables.'),
});

export const POST = route({
  id: 'createAccountSession',
  summary: 'Mint an AccountSession from an account’s policy.',
  description:
    '`components` may narrow what the policy enables, and never widens it. Each call mints a new session.',
  permission: 'sessions:create',
  body,
  problems: [
    'component_not_allowed',
    'account_not_found',
    'account_disconnected',
    'no_component_enabled',
    'stripe_rejected',
    'stripe_unavailable',
    'stripe_timeout',
    'rate_limited',
  ],
  answers: {
    200: {
      means: 'The session. No cache keeps it, and neither does Switchyard.',
      body: accountSession,
    },
  },
  handle: ({ context, body }) => mint(context, body),
});
