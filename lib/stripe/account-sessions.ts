import 'server-only';
import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { PREVIEW_API_VERSION } from '@/lib/domain/catalog';
import { AppError } from '@/lib/domain/errors';
import type { Send } from '@/lib/domain/policy';
import { hasPreview } from '@/lib/domain/send';
import { callStripe } from './call';
import { stripe } from './client';
import { isForeignAccount } from './errors';

/** A live session as Stripe answered it, with the id of Stripe's request. It is never kept. */
export interface CreatedSession {
  session: Stripe.AccountSession;
  stripeRequestId: string | null;
}

/**
 * At each call the SDK writes down where it was called from, which takes longer than to write the
 * request. Here that is always the same place, so nobody misses it.
 */
function withoutStack<T>(call: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Creates an AccountSession with exactly these components. Stripe's beta header goes with it only
 * where one of them needs it, so that no other session depends on a preview.
 * The idempotency key is made at random for each call: one that followed from the account or its
 * policy would have Stripe hand out a session that was handed out before.
 * Throws `account_disconnected` where the platform may no longer act for the account.
 */
export async function createAccountSession(
  account: string,
  components: Send,
  budgetMs: number,
): Promise<CreatedSession> {
  const idempotencyKey = randomUUID();
  return callStripe(budgetMs, async (attempt) => {
    try {
      const { lastResponse, ...session } = await withoutStack(() =>
        stripe().accountSessions.create(
          // The SDK's types do not know what only the beta header opens.
          { account, components: components as Stripe.AccountSessionCreateParams.Components },
          {
            ...attempt,
            idempotencyKey,
            ...(hasPreview(components) && { apiVersion: PREVIEW_API_VERSION }),
          },
        ),
      );
      return { session, stripeRequestId: lastResponse?.requestId ?? null };
    } catch (error) {
      if (!isForeignAccount(error)) throw error;
      throw new AppError(
        'account_disconnected',
        `Stripe says that this platform may not act for "${account}", or no longer. Have the merchant connect again.`,
      );
    }
  });
}
