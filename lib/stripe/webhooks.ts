import 'server-only';
import type Stripe from 'stripe';
import { keyView } from '@/lib/domain/connection';
import { AppError, invalid } from '@/lib/domain/errors';
import { env, webhookSecrets } from '@/lib/env';
import { stripe } from './client';

/** How old a signature may be, in seconds, so that a call that was overheard cannot be repeated. */
const TOLERANCE_S = 300;

/** An event of Stripe's whose signature was good. */
export interface VerifiedEvent {
  id: string;
  type: string;
  account: string | null;
  createdAt: Date;
  object: unknown;
  /** Whether it is of the mode that the secret key is for. */
  ofOurMode: boolean;
}

function constructed(raw: Buffer, signature: string, secret: string, now: Date) {
  try {
    return stripe().webhooks.constructEvent(
      raw,
      signature,
      secret,
      TOLERANCE_S,
      undefined,
      now.getTime(),
    );
  } catch {
    return null;
  }
}

function factsOf(event: Stripe.Event): VerifiedEvent {
  const { mode } = keyView(env().STRIPE_SECRET_KEY);
  const { id, type, account, created, livemode, data } = event;
  const sound = typeof id === 'string' && typeof type === 'string' && typeof created === 'number';
  if (!sound) throw invalid({ pointer: '', message: 'The body is not an event of Stripe’s.' });
  return {
    ...{ id, type, account: account ?? null },
    createdAt: new Date(created * 1000),
    object: data?.object,
    ofOurMode: mode === 'unknown' || livemode === (mode === 'live'),
  };
}

/**
 * The event in a request body, if it is signed with one of the secrets of STRIPE_WEBHOOK_SECRET, at
 * most five minutes ago. `raw` must be the body byte for byte. Throws `not_found` where no secret is
 * set, and `invalid_request` for a signature that is missing, wrong or old.
 */
export function verifyEvent(raw: Buffer, signature: string | null, now: Date): VerifiedEvent {
  const secrets = webhookSecrets(env());
  if (secrets.length === 0) {
    throw new AppError(
      'not_found',
      'Webhooks are not set up here. Put the signing secret of Stripe’s endpoint (whsec_…) into STRIPE_WEBHOOK_SECRET.',
    );
  }
  for (const secret of signature === null ? [] : secrets) {
    const event = constructed(raw, signature ?? '', secret, now);
    if (event) return factsOf(event);
  }
  throw invalid({
    pointer: '',
    message:
      'The Stripe-Signature is missing, wrong or older than five minutes. Check that STRIPE_WEBHOOK_SECRET has the secret of this very endpoint.',
  });
}
