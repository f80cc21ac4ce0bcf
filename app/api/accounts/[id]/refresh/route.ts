import { z } from 'zod';
import { route } from '@/lib/api';
import { accountDetail } from '@/lib/domain/answers/accounts';
import { accountId } from '@/lib/domain/text';
import { refreshAccount } from '@/lib/mirror/refresh';

export const POST = route({
  id: 'refreshAccount',
  summary: 'Fetch one account from Stripe now.',
  permission: 'mirror:manage',
  params: z.object({ id: accountId.describe('The account’s id.') }),
  problems: [
    'account_not_found',
    'stripe_rejected',
    'stripe_unavailable',
    'stripe_timeout',
    'rate_limited',
  ],
  answers: {
    200: { means: 'The account as it is now.', body: accountDetail },
  },
  handle: ({ context, params }) => refreshAccount(context, params),
});
