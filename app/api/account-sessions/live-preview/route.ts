import { z } from 'zod';
import { route } from '@/lib/api';
import { livePreview, MINT_PROBLEMS } from '@/lib/domain/answers/sessions';
import { accountId, prose } from '@/lib/domain/text';
import { mint } from '@/lib/mint/mint';

const body = z.strictObject({
  account: accountId,
  reason: prose(2000).describe('Why, for the audit.'),
});

/**
 * Mints for a person who looks at a merchant's dashboard with Stripe's own components. It answers
 * the secret alone: the page that asks needs nothing else of the session.
 */
export const POST = route({
  id: 'createLivePreview',
  summary: 'Mint a session to look at a merchant’s dashboard with Stripe’s own components.',
  description:
    'Creating a session ends some of the platform’s write access to accounts whose requirements Stripe collects, so it is audited with a reason.',
  permission: 'sessions:create',
  body,
  peopleOnly: true,
  problems: MINT_PROBLEMS,
  answers: {
    200: { means: 'The secret alone.', body: livePreview },
  },
  handle: async ({ context, body: { account, reason } }) => {
    const { client_secret } = await mint(context, { account, preview: { reason } });
    return { clientSecret: client_secret };
  },
});
