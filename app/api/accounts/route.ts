import { Readable } from 'node:stream';
import { z } from 'zod';
import { route } from '@/lib/api';
import { exportAccounts } from '@/lib/data/account-export';
import { accountFilter, listAccounts } from '@/lib/data/accounts';
import { accountSummary } from '@/lib/domain/answers/accounts';
import { pageOf } from '@/lib/domain/answers/common';

const query = accountFilter.extend({
  format: z.enum(['json', 'csv']).default('json').describe('`csv` sends all, as a file.'),
});

export const GET = route({
  id: 'listAccounts',
  summary: 'Find accounts, page by page.',
  permission: 'accounts:read',
  query,
  answers: {
    200: {
      means: 'One page of accounts; with `format=csv` all of them, without pages.',
      body: pageOf(accountSummary),
      streams: {
        'text/csv': 'All accounts that the filter finds, in columns that can be imported again.',
      },
    },
  },
  handle: async ({ context, query: { format, ...filter } }) => {
    if (format === 'json') return listAccounts(context, filter);
    const lines = await exportAccounts(context, filter);
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as BodyInit, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="accounts.csv"',
      },
    });
  },
});
