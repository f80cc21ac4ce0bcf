import { API_VERSION } from '@/lib/domain/catalog';
import { invalid } from '@/lib/domain/errors';
import { refusedAsByStripe } from '@/lib/domain/stripe-refusals';
import type { Asking } from './asking';
import { MACHINE_HEADERS } from './machine-headers';

/** Longest idempotency key, as at Stripe. */
const LONGEST_KEY = 255;

/** What every answer in Stripe's shape carries. */
export function stripeHeaders(requestId: string): Record<string, string> {
  return {
    ...MACHINE_HEADERS,
    'cache-control': 'no-store',
    'request-id': requestId,
    'x-request-id': requestId,
    'stripe-version': API_VERSION,
  };
}

/** The idempotency key of a request, or null. Throws `invalid_request` for one that is too long. */
function keyOf(headers: Asking['headers']): string | null {
  const key = headers.get('idempotency-key');
  if (!key) return null;
  if (key.length <= LONGEST_KEY) return key;
  throw refusedAsByStripe(`An idempotency key may have at most ${LONGEST_KEY} characters.`, {
    type: 'idempotency_error',
  });
}

/** Sessions are made by the platform for an account; the account itself makes none. */
function requireSameAccount(headers: Asking['headers'], account: string): void {
  for (const name of ['Stripe-Account', 'Stripe-Context']) {
    const given = headers.get(name);
    if (given === null || given === account) continue;
    throw refusedAsByStripe(
      `The header ${name} names another account than the parameter 'account'. Leave it out: sessions are made by the platform.`,
      { param: 'account' },
    );
  }
}

function isStrict(headers: Asking['headers']): boolean {
  const given = headers.get('x-switchyard-strict')?.toLowerCase() ?? 'false';
  if (given === 'true' || given === 'false') return given === 'true';
  throw invalid({ pointer: '', message: 'X-Switchyard-Strict is true or false.' });
}

/**
 * What the headers of a request in Stripe's own form say beside its form. `Stripe-Version` is taken
 * as it comes: the answer says which version it is of.
 * Throws `invalid_request` for what cannot be meant.
 */
export function readStripeHeaders(headers: Asking['headers'], account: string) {
  requireSameAccount(headers, account);
  return { key: keyOf(headers), strict: isStrict(headers) };
}
