'use client';

import { useEffect, useState } from 'react';
import type { FeeDetail, FeeView } from '@/lib/domain/fees/views';
import { moneyWord } from '@/lib/domain/money';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, send } from '../edits/send';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { MonoId } from '../ui/mono-id';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { FeeRefunds } from './fee-refunds';
import { RefundForm } from './refund-form';
import { refundWords } from './words';

/**
 * One fee as Stripe has it now, with its refunds, and for those who may, the form that refunds it.
 */
export function FeeWindow({
  fee,
  name,
  refundable,
  onKnown,
  onClose,
}: {
  fee: FeeView;
  /** The account's name. */
  name: string;
  refundable: boolean;
  /** Told what is known of the fee, each time that something new is. */
  onKnown: (fee: FeeView) => void;
  onClose: () => void;
}) {
  const { id } = fee;
  const [detail, setDetail] = useState<FeeDetail | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [looks, setLooks] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `looks` counts the wishes to look again
  useEffect(() => {
    let wanted = true;
    void send<FeeDetail>('GET', `/api/application-fees/${id}`).then((sent) => {
      if (!wanted) return;
      setProblem(sent.problem ?? null);
      if (!sent.value) return;
      setDetail(sent.value);
      onKnown(sent.value);
    });
    return () => {
      wanted = false;
    };
  }, [id, looks, onKnown]);

  const known = detail ?? fee;
  const mayRefund = refundable && detail !== null && detail.left > 0 && detail.open === null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Application fee of ${moneyWord(fee.amount, fee.currency)}`}
        description={`Taken from ${name}.`}
      >
        <Facts fee={known} />
        <div className="mt-3 space-y-3">
          <ProblemNotice problem={problem} />
          {detail && !detail.fresh && (
            <Notice title="Stripe does not answer right now">
              <p>
                This is how the fee was on <Time at={detail.checkedAt} />.
              </p>
            </Notice>
          )}
          {known.open && (
            <Notice>
              <p>{refundWords(known.open)}</p>
            </Notice>
          )}
          {!detail && !problem && <Skeleton className="h-16" />}
          {detail && <FeeRefunds fee={detail} />}
        </div>
        {mayRefund ? (
          <RefundForm
            fee={detail}
            name={name}
            onChanged={() => setLooks((count) => count + 1)}
            onRefunded={onKnown}
            onClose={onClose}
          />
        ) : (
          <div className="mt-4 flex justify-end">
            <Button onClick={onClose}>Close</Button>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

function Facts({ fee }: { fee: FeeView }) {
  const { currency, amountRefunded, left, charge, id, createdAt } = fee;
  return (
    <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1">
      <dt className="text-ink-2">Taken</dt>
      <dd>
        <Time at={createdAt} />
      </dd>
      <dt className="text-ink-2">Refunded</dt>
      <dd className="tabular-nums">{moneyWord(amountRefunded, currency)}</dd>
      <dt className="text-ink-2">Left</dt>
      <dd className="font-medium tabular-nums">{moneyWord(left, currency)}</dd>
      <dt className="text-ink-2">Fee</dt>
      <dd className="min-w-0">
        <MonoId id={id} what="fee id" className="max-w-full" />
      </dd>
      {charge && (
        <>
          <dt className="text-ink-2">Charge</dt>
          <dd className="min-w-0">
            <MonoId id={charge} what="charge id" className="max-w-full" />
          </dd>
        </>
      )}
    </dl>
  );
}
