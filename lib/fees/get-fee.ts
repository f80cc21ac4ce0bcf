import 'server-only';
import { type Context, verb } from '@/lib/data/context';
import { getKeptFee } from '@/lib/data/fees/fees';
import { saveFees } from '@/lib/data/fees/save-fees';
import { AppError, notFound } from '@/lib/domain/errors';
import type { FeeFacts, FeeRefundFacts } from '@/lib/domain/fees/facts';
import type { FeeDetail } from '@/lib/domain/fees/views';
import { log } from '@/lib/log';
import { listFeeRefunds, retrieveFee } from '@/lib/stripe/application-fees';

/** Somebody waits for a page: after this, what is kept has to do. */
const BUDGET_MS = 4_000;

/** Stripe sends a fee with its ten latest refunds; the others are asked for where they are missing. */
async function allRefunds(fee: FeeFacts, budgetMs: number): Promise<FeeRefundFacts[]> {
  const sent = fee.refunds.reduce((sum, { amount }) => sum + amount, 0);
  return sent === fee.amountRefunded ? [] : listFeeRefunds(fee.id, budgetMs);
}

/** Asks Stripe and saves what it says. False where Stripe could not be asked, or has no such fee. */
async function freshen(id: string, { now, requestId }: Context): Promise<boolean> {
  const started = performance.now();
  try {
    const fee = await retrieveFee(id, BUDGET_MS);
    if (!fee) return false;
    const left = BUDGET_MS - (performance.now() - started);
    await saveFees([fee], { askedAt: now, now }, await allRefunds(fee, left));
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
    log.warn({ requestId, fee: id, code: error.code }, 'fee not fetched');
    return false;
  }
}

/**
 * An application fee with its refunds, as Stripe has it now. Where Stripe does not answer in time, or
 * no longer knows it, the fee as it is kept, with the moment when it was so (`fresh` false,
 * `checkedAt`). Throws `not_found`.
 */
export const getFee = verb(
  'fees:read',
  async (context, { id }: { id: string }): Promise<FeeDetail> => {
    const fresh = await freshen(id, context);
    const kept = await getKeptFee(context, { id });
    if (!kept) throw notFound('application fee', id);
    return { ...kept, fresh };
  },
);
