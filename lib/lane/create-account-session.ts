import 'server-only';
import { z } from 'zod';
import { accountSession, MINT_PROBLEMS } from '@/lib/domain/answers/sessions';
import { accountId } from '@/lib/domain/text';
import { routeSpec } from '@/lib/http/route';
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

/** `POST /api/account-sessions`. */
export const createAccountSession = routeSpec({
  id: 'createAccountSession',
  summary: 'Mint an AccountSession from an account’s policy.',
  description:
    '`components` may narrow what the policy enables, and never widens it. Each call mints a new session.',
  permission: 'sessions:create',
  body,
  problems: MINT_PROBLEMS,
  answers: {
    200: {
      means: 'The session. No cache keeps it, and neither does Switchyard.',
      body: accountSession,
    },
  },
  handle: ({ context, body }) => mint(context, body),
});
