import 'server-only';
import { feeState, leftOf } from '@/lib/domain/fees/rules';
import type { FeeView, RefundView } from '@/lib/domain/fees/views';
import type { ApplicationFee, FeeRefundRequest } from '../generated/client';

/** A refund's row as the API and the page show it. */
export function refundView(
  row: FeeRefundRequest,
  fee: Pick<ApplicationFee, 'accountId' | 'currency'>,
): RefundView {
  return {
    id: row.id,
    fee: row.feeId,
    account: fee.accountId,
    amount: Number(row.amount),
    currency: fee.currency,
    reason: row.reason,
    state: row.state,
    refund: row.refundId,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
    by: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    askedAt: row.askedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** The states of a refund whose end is not known yet. */
export const OPEN = ['asked', 'unknown'] as const;

/** A fee's row as lists show it, with its refund that is under way. */
export function feeView(row: ApplicationFee, open: FeeRefundRequest | null): FeeView {
  const amounts = { amount: Number(row.amount), amountRefunded: Number(row.amountRefunded) };
  return {
    id: row.id,
    account: row.accountId,
    charge: row.chargeId,
    ...amounts,
    left: leftOf(amounts),
    currency: row.currency,
    state: feeState(amounts),
    createdAt: row.createdAt.toISOString(),
    checkedAt: row.checkedAt.toISOString(),
    open: open && refundView(open, row),
  };
}
