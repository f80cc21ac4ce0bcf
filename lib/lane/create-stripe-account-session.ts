import 'server-only';
import { z } from 'zod';
import { accountSession, MINT_PROBLEMS, sessionForm } from '@/lib/domain/answers/sessions';
import { readAsked } from '@/lib/domain/asked';
import type { FormTree } from '@/lib/domain/form-shape';
import { env, previewOf } from '@/lib/env';
import { answering } from '@/lib/http/answer';
import { routeSpec } from '@/lib/http/route';
import { readStripeHeaders, stripeHeaders } from '@/lib/http/stripe-headers';
import { mintDropIn } from '@/lib/mint/drop-in';

/** `POST /v1/account_sessions`. */
export const createStripeAccountSession = routeSpec({
  id: 'createStripeAccountSession',
  summary: 'Mint an AccountSession for one of Stripe’s own clients.',
  description:
    'What is asked for is cut down to the policy: what it switches off is off, what it permits may be asked for. Under the same `Idempotency-Key` with the same parameters a new session is minted, and never one handed out again.',
  permission: 'sessions:create',
  body: z.custom<FormTree>(),
  form: sessionForm,
  headers: {
    'Idempotency-Key': 'Within 24 hours, the same key with other parameters is refused.',
    'Stripe-Account': 'Left out, or the account itself: sessions are made by the platform.',
    'Stripe-Version': 'Taken as it comes; answers are of the pinned version.',
    'X-Switchyard-Strict':
      '`true` refuses with 403 what the policy would cut; `false` is the default.',
  },
  problems: [...MINT_PROBLEMS, 'conflict'],
  answers: {
    200: {
      means: 'The session, just as Stripe answers it.',
      body: accountSession,
      headers: {
        'X-Switchyard-Narrowed': 'The cells that were cut, with commas; left out where none was.',
        'Stripe-Version': 'The version of Stripe’s API that the answer is of.',
      },
    },
  },
  handle: async ({ context, body, headers }) => {
    const { account, components } = readAsked(body, previewOf(env()));
    const { key, strict } = readStripeHeaders(headers, account);
    const { session, cut } = await mintDropIn(context, {
      account,
      components,
      key,
      strict: strict || env().V1_STRICT,
    });
    return answering(200, session, {
      ...stripeHeaders(context.requestId),
      ...(cut.length > 0 && { 'x-switchyard-narrowed': cut.join(', ') }),
    });
  },
});
