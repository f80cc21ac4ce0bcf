import { z } from 'zod';
import { route } from '@/lib/api';
import { getAccount } from '@/lib/data/accounts';
import { accountDetail } from '@/lib/domain/answers/accounts';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  id: 'getAccount',
  summary: 'Read one account with its assignment and its overrides.',
  permission: 'accounts:read',
  params: z.object({ id: accountId.describe('The account’s id.') }),
  problems: ['account_not_found'],
  answers: {
    200: { means: 'The account.', body: accountDetail },
  },
  handle: ({ context, params }) => getAccount(context, params),
});
