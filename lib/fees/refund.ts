import 'server-only';
import { type Context, verb } from '@/lib/data/context';
import {
  failRefund,
  findRefund,
  type OpenedRefund,
  openRefund,
  postponeRefund,
  type RefundOf,
  settleRefund,
} from '@/lib/data/fees/refund-requests';
import { saveFees } from '@/lib/data/fees/save-fees';
import { wakeMirror } from '@/lib/data/mirror/wake';
import { AppError, type ErrorCode, notFound } from '@/lib/domain/errors';
import type { FeeFacts } from '@/lib/domain/fees/facts';
import { refundAmount } from '@/lib/domain/fees/rules';
import type { RefundView } from '@/lib/domain/fees/views';
import { log } from '@/lib/log';
import { createFeeRefund, retrieveFee } from '@/lib/stripe/application-fees';

/** Time for looking at the fee before, and again after a refusal. */
const LOOK_MS = 2_500;
/** Time for the refund itself; all together leaves an answer within ten seconds. */
const REFUND_MS = 5_000;

async function look(id: string, { now }: Context): Promise<FeeFacts | null> {
  const fee = await retrieveFee(id, LOOK_MS);
  if (fee) await saveFees([fee], { askedAt: now, now });
  return fee;
}

/** The refund that a key was used for before: a failed one fails again, in the same words. */
function asBefore(view: RefundView): RefundView {
  const { error } = view;
  if (error)
    throw new AppError(error.code as ErrorCode, error.message, { members: { refund: view.id } });
  return view;
}

/**
 * Why Stripe refused. Where somebody refunded elsewhere meanwhile, what is left now says more than
 * Stripe's sentence.
 */
async function refusal(error: AppError, wanted: RefundOf, amount: number, context: Context) {
  try {
    const fee = await look(wanted.fee, context);
    if (fee) refundAmount(fee, { ...wanted, amount });
  } catch (found) {
    if (found instanceof AppError && found.code === 'conflict') return found;
    if (found instanceof AppError && found.code === 'invalid_request') {
      return new AppError('conflict', `It was refunded elsewhere meanwhile. ${found.message}`);
    }
  }
  return error;
}

async function ask(opened: OpenedRefund, wanted: RefundOf, context: Context): Promise<RefundView> {
  const { view, lease } = opened;
  const { id, fee, amount } = view;
  const { requestId } = context;
  try {
    const made = await createFeeRefund({ request: id, fee, amount }, REFUND_MS);
    try {
      const refunds = [made.refund];
      return await settleRefund(context, { id, refunds, stripeRequestId: made.stripeRequestId });
    } catch (err) {
      // Stripe has made it; whoever looks for refunds without an end finds it there.
      log.error({ err, requestId, refund: id }, 'refund made and not written down yet');
      return view;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'stripe_rejected') {
      const why = await refusal(error, wanted, amount, context);
      await failRefund(context, { id, lease, error: why });
      throw why;
    }
    log.warn({ requestId, refund: id, code: error.code }, 'refund without an answer');
    const { retryAfter } = error;
    const notKnown = { id, lease, retryAfter, chance: Math.random() };
    const postponed = await postponeRefund(context, notKnown);
    wakeMirror('fees');
    return postponed;
  }
}

/**
 * Refunds an application fee, or part of it, to the account that it was taken from. The refund and its
 * audit entry are committed before Stripe is asked; the same key is the same refund, however often it
 * is asked for. Where Stripe does not say how it ended, the refund comes back as `unknown` and is asked
 * for again, as the same one, until that is known.
 * Throws `not_found`; `conflict`, which says what is left, where something else was refunded meanwhile
 * or a refund is under way; `invalid_request` for more than is left; and Stripe's own refusals.
 */
export const refundFee = verb(
  'fees:refund',
  async (context, wanted: RefundOf): Promise<RefundView> => {
    const before = await findRefund(context, wanted);
    if (before) return asBefore(before);
    if (!(await look(wanted.fee, context))) throw notFound('application fee', wanted.fee);
    const opened = await openRefund(context, wanted);
    return opened.lease === null ? asBefore(opened.view) : ask(opened, wanted, context);
  },
);
