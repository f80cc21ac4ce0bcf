import 'server-only';
import {
  failRefund,
  postponeRefund,
  settleRefund,
  type TakenRefund,
  takeRefunds,
} from '@/lib/data/fees/refund-requests';
import { AppError } from '@/lib/domain/errors';
import { isSettled, mayAskAgain } from '@/lib/domain/fees/rules';
import type { RefundView } from '@/lib/domain/fees/views';
import { log } from '@/lib/log';
import { contextAt, type MirrorParts, PARTS } from '@/lib/mirror/parts';
import { createFeeRefund, listFeeRefunds } from '@/lib/stripe/application-fees';

const BUDGET_MS = 8_500;
const AT_ONCE = 5;

const NOT_MADE = new AppError(
  'stripe_unavailable',
  'Stripe did not answer then, and has no such refund: it was not made. Ask for it again if you still want it.',
);

/** Looks whether Stripe made the refund, and asks for the same one again while that is safe. */
async function find(taken: TakenRefund, { clock, chance }: MirrorParts): Promise<RefundView> {
  const { id, lease, fee, amount, askedAt } = taken;
  const context = contextAt(clock());
  const refunds = await listFeeRefunds(fee, BUDGET_MS);
  const found = await settleRefund(context, { id, refunds });
  if (found.state === 'done' || found.state === 'failed') return found;
  if (!mayAskAgain(askedAt, context.now)) {
    if (isSettled(askedAt, context.now)) return failRefund(context, { id, lease, error: NOT_MADE });
    return postponeRefund(context, { id, lease, chance: chance() });
  }
  try {
    const { refund, stripeRequestId } = await createFeeRefund(
      { request: id, fee, amount },
      BUDGET_MS,
    );
    return await settleRefund(contextAt(clock()), { id, refunds: [refund], stripeRequestId });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stripe_rejected') throw error;
    return failRefund(contextAt(clock()), { id, lease, error });
  }
}

async function resolve(taken: TakenRefund, parts: MirrorParts): Promise<void> {
  const { id, lease } = taken;
  try {
    const { state } = await find(taken, parts);
    log.info({ refund: id, state }, 'refund looked for');
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
    const { retryAfter, code } = error;
    log.warn({ refund: id, code }, 'refund not found out yet');
    const context = contextAt(parts.clock());
    await postponeRefund(context, { id, lease, retryAfter, chance: parts.chance() });
  }
}

/**
 * Finds out how refunds ended of which that is not known: those that Stripe did not answer, and those
 * of a process that died. Several instances may do it at once. Returns how many were looked at.
 */
export async function resolveRefunds(parts: MirrorParts = PARTS): Promise<number> {
  const taken = await takeRefunds(contextAt(parts.clock()), { limit: AT_ONCE });
  await Promise.all(taken.map((one) => resolve(one, parts)));
  return taken.length;
}
