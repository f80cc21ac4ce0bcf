import { z } from 'zod';
import { route } from '@/lib/api';
import { getAccountHistory, getCellHistory, historyQuery } from '@/lib/data/account-history';
import { history } from '@/lib/domain/answers/history';
import type { AccountHistory, CellHistory } from '@/lib/domain/history-view';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  id: 'getAccountHistory',
  summary: 'Tell how an account’s policy, or one cell of it, came to be what it is.',
  permission: 'policy:read',
  params: z.object({ id: accountId.describe('The account’s id.') }),
  query: historyQuery,
  problems: ['account_not_found'],
  answers: {
    200: { means: 'The whole history, or with `cell` that of one cell.', body: history },
  },
  handle: ({ context, params, query: { cell } }): Promise<AccountHistory | CellHistory> =>
    cell ? getCellHistory(context, { ...params, cell }) : getAccountHistory(context, params),
});
