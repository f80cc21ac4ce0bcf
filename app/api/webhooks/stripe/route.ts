import { z } from 'zod';
import { stripeEvent } from '@/lib/domain/answers/bodies';
import { webhookReceipt } from '@/lib/domain/answers/mirror';
import { SYSTEM } from '@/lib/domain/permissions';
import { readBytes } from '@/lib/http/read-json';
import { routeFor } from '@/lib/http/route';
import { log } from '@/lib/log';
import { takeWebhook } from '@/lib/mirror/webhooks';
import { now } from '@/lib/time';

/** Stripe's events hold a whole object each; the largest accounts stay well below this. */
const MAX_EVENT = 512 * 1024;

/** The signature over the body is the credential, and `takeWebhook` the only one to judge it. */
const signed = routeFor({
  authenticate: async () => SYSTEM,
  log: (line, level) => log[level](line, 'request'),
  clock: now,
  read: (request) => readBytes(request, MAX_EVENT),
  kind: { credentials: 'none' },
});

export const POST = signed({
  id: 'receiveStripeEvent',
  summary: 'Take an event from Stripe.',
  description: 'Stripe’s signature over the raw body is the credential. Each event counts once.',
  permission: 'mirror:manage',
  body: z.instanceof(Buffer),
  headers: { 'Stripe-Signature': 'As Stripe signs.' },
  form: stripeEvent,
  problems: ['not_found'],
  answers: {
    200: { means: 'It is taken, whatever becomes of it.', body: webhookReceipt },
  },
  handle: async ({ context: { requestId, now }, body, headers }) => {
    const signature = headers.get('stripe-signature');
    return { received: true, outcome: await takeWebhook({ raw: body, signature, requestId, now }) };
  },
});
