import { route } from '@/lib/api';
import { accountFilter, listAccounts } from '@/lib/data/accounts';

export const GET = route({
  permission: 'accounts:read',
  query: accountFilter,
  handle: ({ context, query }) => listAccounts(context, query),
});
