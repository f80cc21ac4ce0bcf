import { z } from 'zod';
import { route } from '@/lib/api';
import { feeId, idempotencyKey, refundRequest, refundView } from '@/lib/domain/fees/views';
import { parse } from '@/lib/domain/parse';
import { refundFee } from '@/lib/fees/refund';
import { answering } from '@/lib/http/answer';

export const POST = route({
  id: 'refundApplicationFee',
  summary: 'Refund an application fee, or part of it, to the account that it was taken from.',
  description:
    'The money goes from the platform’s balance to the connected account and cannot be taken back. The same Idempotency-Key is the same refund, however often it is sent. `amount` is in the currency’s smallest unit; without it, all that is left is refunded.',
  headers: {
    'Idempotency-Key':
      'Required: 8 to 255 characters, random and new for each refund that is meant.',
  },
  permission: 'fees:refund',
  params: z.object({ id: feeId }),
  body: refundRequest,
  answers: {
    201: { means: 'Stripe has made the refund.', body: refundView },
    202: {
      means: 'Stripe has not said yet how it ended; it is asked again until it does.',
      body: refundView,
    },
  },
  problems: [
    'not_found',
    'conflict',
    'stripe_rejected',
    'stripe_unavailable',
    'stripe_timeout',
    'rate_limited',
  ],
  handle: async ({ context, params: { id: fee }, body, headers }) => {
    const key = parse(idempotencyKey, headers.get('idempotency-key') ?? undefined);
    const refund = await refundFee(context, { ...body, fee, key });
    return refund.state === 'done' ? answering(201, refund) : answering(202, refund);
  },
});
