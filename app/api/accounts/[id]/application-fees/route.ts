import { z } from 'zod';
import { route } from '@/lib/api';
import { listFees } from '@/lib/data/fees/fees';
import { feeFilter, feePage } from '@/lib/domain/fees/views';
import { accountId } from '@/lib/domain/text';

export const GET = route({
  id: 'listApplicationFees',
  summary: 'List the application fees that were taken from an account, the newest first.',
  description:
    'Amounts are in the currency’s smallest unit, as Stripe counts them. Stripe’s own list knows no account: this one is kept from it and from its events, and `sync` says how far.',
  permission: 'fees:read',
  params: z.object({ id: accountId.describe('The account’s id.') }),
  query: feeFilter,
  answers: { 200: { means: 'A page of fees.', body: feePage } },
  problems: ['account_not_found'],
  handle: ({ context, params: { id: account }, query }) => listFees(context, { ...query, account }),
});
