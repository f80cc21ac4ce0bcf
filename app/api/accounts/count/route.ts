import { route } from '@/lib/api';
import { accountFilter, countAccounts } from '@/lib/data/accounts';
import { accountCounts } from '@/lib/domain/answers/accounts';
import { COUNT_CAP } from '@/lib/domain/views';

export const GET = route({
  id: 'countAccounts',
  summary: 'Count the accounts that a filter finds.',
  permission: 'accounts:read',
  query: accountFilter.omit({ limit: true, cursor: true }),
  answers: {
    200: { means: `How many there are, up to ${COUNT_CAP}.`, body: accountCounts },
  },
  handle: ({ context, query }) => countAccounts(context, query),
});
