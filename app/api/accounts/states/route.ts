import { route } from '@/lib/api';
import { accountStatesQuery, listAccountStates } from '@/lib/data/account-states';
import { accountState } from '@/lib/domain/answers/accounts';
import { pageOf } from '@/lib/domain/answers/common';

export const GET = route({
  id: 'listAccountStates',
  summary: 'List what accounts have of their own: assignment, tags, overrides.',
  permission: 'accounts:read',
  query: accountStatesQuery,
  answers: {
    200: {
      means:
        'One page, by id. Accounts that are named are there whether or not they have anything.',
      body: pageOf(accountState),
    },
  },
  handle: ({ context, query }) => listAccountStates(context, query),
});
