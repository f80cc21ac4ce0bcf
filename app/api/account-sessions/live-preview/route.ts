import { z } from 'zod';
import { route } from '@/lib/api';
import { accountId, prose } from '@/lib/domain/text';
import { mint } from '@/lib/mint/mint';

const body = z.strictObject({ account: accountId, reason: prose(2000) });

/**
 * Mints for a person who looks at a merchant's dashboard with Stripe's own components. It answers
 * the secret alone: the page that asks needs nothing else of the session.
 */
export const POST = route({
  permission: 'sessions:create',
  body,
  handle: async ({ context, body: { account, reason } }) => {
    const { client_secret } = await mint(context, { account, preview: { reason } });
    return { clientSecret: client_secret };
  },
});
