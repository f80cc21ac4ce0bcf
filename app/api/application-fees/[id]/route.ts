import { z } from 'zod';
import { route } from '@/lib/api';
import { feeDetail, feeId } from '@/lib/domain/fees/views';
import { getFee } from '@/lib/fees/get-fee';

export const GET = route({
  id: 'getApplicationFee',
  summary: 'Retrieve an application fee with its refunds, as Stripe has it now.',
  description:
    'Where Stripe does not answer in time, it is the fee as it is kept: `fresh` is false, and `checkedAt` says when it was so.',
  permission: 'fees:read',
  params: z.object({ id: feeId }),
  answers: { 200: { means: 'The fee.', body: feeDetail } },
  problems: ['not_found'],
  handle: ({ context, params }) => getFee(context, params),
});
