import { z } from 'zod';
import { route } from '@/lib/api';
import { getAccountHistory, getCellHistory, historyQuery } from '@/lib/data/account-history';
import type { AccountHistory, CellHistory } from '@/lib/domain/history-view';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  permission: 'policy:read',
  params: z.object({ id: accountId }),
  query: historyQuery,
  handle: ({ context, params, query: { cell } }): Promise<AccountHistory | CellHistory> =>
    cell ? getCellHistory(context, { ...params, cell }) : getAccountHistory(context, params),
});
