import 'server-only';
import type Stripe from 'stripe';
import { type Context, verb } from '@/lib/data/context';
import { type Claim, claimKey, releaseKey } from '@/lib/data/idempotency';
import type { Asked } from '@/lib/domain/asked';
import type { Cell } from '@/lib/domain/cells';
import { log } from '@/lib/log';
import { mintAndTellCut } from './mint';

/** A request for a session in Stripe's own form. */
export interface DropInRequest {
  account: string;
  components: Asked;
  strict: boolean;
  /** The caller's idempotency key. */
  key: string | null;
}

/** The mint is done whether or not this succeeds: then the key's lease ends by itself. */
async function release(context: Context, claim: Claim): Promise<void> {
  try {
    await releaseKey(context, claim);
  } catch (err) {
    log.error({ err, requestId: context.requestId }, 'idempotency key left in use');
  }
}

/**
 * Mints for a request in Stripe's own form, cut down to the policy, and tells what was cut.
 * The same idempotency key with the same parameters is minted anew: the caller needs a session that
 * works, and one that was handed out before is never handed out again.
 * Throws what `mint` throws, and for a key what `claimKey` throws.
 */
export const mintDropIn = verb(
  'sessions:create',
  async (
    context,
    { account, components, strict, key }: DropInRequest,
  ): Promise<{ session: Stripe.AccountSession; cut: readonly Cell[] }> => {
    const mintOnce = () => mintAndTellCut(context, { account, asked: { components, strict } });
    if (key === null) return mintOnce();
    const claim = await claimKey(context, { key, params: { account, components } });
    try {
      return await mintOnce();
    } finally {
      await release(context, claim);
    }
  },
);
