import 'server-only';
import Stripe from 'stripe';
import { API_VERSION } from '@/lib/domain/catalog';
import { type ConnectionTrouble, keyView, type StripeConnection } from '@/lib/domain/connection';
import { AppError } from '@/lib/domain/errors';
import { type Actor, authorize } from '@/lib/domain/permissions';
import { env, publishableKey } from '@/lib/env';
import { callStripe } from './call';
import { stripe } from './client';

/** Nobody waits for this; long enough for a Stripe that is merely slow. */
const BUDGET_MS = 5_000;

type Answer = Pick<StripeConnection, 'account' | 'requestId' | 'trouble'> & {
  answered: string | null;
};

const NOBODY = { id: null, name: null, email: null, country: null };

function known(account: Stripe.Response<Stripe.Account>): Answer {
  const { id, business_profile, settings, email, country, lastResponse } = account;
  const name = business_profile?.name?.trim() || settings?.dashboard.display_name?.trim() || null;
  return {
    account: { id, name, email: email ?? null, country: country ?? null },
    answered: lastResponse.apiVersion ?? null,
    requestId: lastResponse.requestId ?? null,
    trouble: null,
  };
}

/**
 * What a refusal says of the key; undefined where it says nothing. Stripe answers 403 to a key that
 * is good but may not read the platform's account, which no restricted key may; its sentence names
 * the account all the same.
 */
function refused(error: unknown): Answer | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  const answer = {
    account: NOBODY,
    answered: error.headers?.['stripe-version'] ?? null,
    requestId: error.requestId ?? null,
  };
  if (error instanceof Stripe.errors.StripeAuthenticationError) {
    const trouble = error.code === 'api_key_expired' ? 'key_expired' : 'key_unknown';
    return { ...answer, trouble };
  }
  if (error instanceof Stripe.errors.StripePermissionError) {
    const [id = null] = /\bacct_[A-Za-z0-9]{1,60}\b/.exec(error.message) ?? [];
    return { ...answer, account: { ...NOBODY, id }, trouble: null };
  }
  return undefined;
}

const TROUBLES: Partial<Record<AppError['code'], ConnectionTrouble>> = {
  rate_limited: 'rate_limited',
  stripe_timeout: 'timeout',
  stripe_unavailable: 'unavailable',
};

async function ask(): Promise<Answer> {
  try {
    return await callStripe(BUDGET_MS, async (attempt) => {
      try {
        return known(await stripe().accounts.retrieveCurrent({}, attempt));
      } catch (error) {
        const answer = refused(error);
        if (answer) return answer;
        throw error;
      }
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const trouble = TROUBLES[error.code] ?? 'refused';
    return { account: NOBODY, answered: null, requestId: null, trouble };
  }
}

/**
 * Asks Stripe for the platform's own account and says what came of it, within five seconds. Trouble
 * with Stripe is an answer, not an error; of the key only its prefix and last four characters leave.
 * Throws `forbidden` unless the actor manages users.
 */
export async function checkConnection({ actor }: { actor: Actor }): Promise<StripeConnection> {
  authorize(actor, 'users:manage');
  const { STRIPE_API_BASE, STRIPE_SECRET_KEY } = env();
  const publishable = publishableKey(env());
  const started = performance.now();
  const { answered, ...answer } = await ask();
  return {
    ...answer,
    key: keyView(STRIPE_SECRET_KEY),
    publishable: publishable.key ? keyView(publishable.key).shown : null,
    publishableWanting: publishable.wanting ?? null,
    elsewhere: STRIPE_API_BASE === undefined ? null : new URL(STRIPE_API_BASE).origin,
    version: { asked: API_VERSION, answered },
    checkedAt: new Date().toISOString(),
    ms: Math.round(performance.now() - started),
  };
}
