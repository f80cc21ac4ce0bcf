'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { FeeDetail, FeeView } from '@/lib/domain/fees/views';
import { moneyInput, moneyWord, parseMoney } from '@/lib/domain/money';
import { ProblemNotice } from '../edits/problem-notice';
import { ReasonField } from '../edits/reason-field';
import { send } from '../edits/send';
import { Button } from '../ui/button';
import { Input } from '../ui/field';
import { notify, notifyProblem } from '../ui/notify';
import { type Refund, useRefund } from './use-refund';
import { refundWords } from './words';

/** Refunds a fee, or part of it, in two steps: what and why, then what follows from it. */
export function RefundForm({
  fee,
  name,
  onChanged,
  onRefunded,
  onClose,
}: {
  fee: FeeDetail;
  name: string;
  /** The fee is no longer what the window shows. */
  onChanged: () => void;
  onRefunded: (fee: FeeView) => void;
  onClose: () => void;
}) {
  const router = useRouter();
  const [meant, setMeant] = useState<Refund | null>(null);
  const { refund, busy, problem } = useRefund(fee);
  const [wish, setWish] = useState<Wish>({ part: false, typed: '', reason: '' });

  const confirm = async () => {
    if (!meant) return;
    const done = await refund(meant);
    setMeant(null);
    if (!done) {
      onChanged();
      return;
    }
    const { value } = await send<FeeDetail>('GET', `/api/application-fees/${fee.id}`);
    if (value) onRefunded(value);
    onClose();
    void (done.state === 'done' ? notify : notifyProblem)(refundWords(done));
    router.refresh();
  };

  return (
    <div className="mt-4 space-y-3 border-t pt-4">
      <ProblemNotice problem={problem} />
      {meant ? (
        <Confirmation
          money={moneyWord(meant.amount, fee.currency)}
          name={name}
          busy={busy}
          onConfirm={confirm}
          onBack={() => setMeant(null)}
        />
      ) : (
        <WishForm fee={fee} wish={wish} onWish={setWish} onMeant={setMeant} onCancel={onClose} />
      )}
    </div>
  );
}

interface Wish {
  part: boolean;
  typed: string;
  reason: string;
}

function WishForm({
  fee: { left, currency },
  wish,
  onWish,
  onMeant,
  onCancel,
}: {
  fee: FeeDetail;
  wish: Wish;
  onWish: (wish: Wish) => void;
  onMeant: (refund: Refund) => void;
  onCancel: () => void;
}) {
  const id = useId();
  const [wrong, setWrong] = useState<string | null>(null);
  const { part, typed, reason } = wish;
  const all = moneyWord(left, currency);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const money = part ? parseMoney(typed, currency) : { minor: left };
    if (money.problem !== undefined) return setWrong(money.problem);
    if (money.minor > left) return setWrong(`Only ${all} are left to refund.`);
    onMeant({ amount: money.minor, reason: reason.trim() });
  };

  return (
    <form onSubmit={submit} className="space-y-3">
      <fieldset className="space-y-1">
        <legend className="mb-1 text-sm font-medium text-ink-2">Refund</legend>
        <label className="flex min-h-6 items-center gap-2">
          <input
            type="radio"
            name={`${id}-how`}
            checked={!part}
            onChange={() => onWish({ ...wish, part: false })}
            className="accent-(--accent)"
          />
          <span>
            All that is left, <span className="tabular-nums">{all}</span>
          </span>
        </label>
        <label className="flex min-h-6 items-center gap-2">
          <input
            type="radio"
            name={`${id}-how`}
            checked={part}
            onChange={() => onWish({ ...wish, part: true })}
            className="accent-(--accent)"
          />
          Part of it
        </label>
        {part && (
          <div className="pl-6">
            <div className="flex items-center gap-2">
              <Input
                id={`${id}-amount`}
                aria-label={`Amount in ${currency.toUpperCase()}`}
                aria-invalid={wrong ? true : undefined}
                aria-describedby={`${id}-hint`}
                value={typed}
                onChange={(event) => {
                  setWrong(null);
                  onWish({ ...wish, typed: event.target.value });
                }}
                inputMode="decimal"
                autoComplete="off"
                placeholder={moneyInput(left, currency)}
                className="max-w-40 tabular-nums"
              />
              <span className="text-ink-2">{currency.toUpperCase()}</span>
            </div>
            <p
              id={`${id}-hint`}
              role={wrong ? 'alert' : undefined}
              className={wrong ? 'mt-1 text-sm text-danger' : 'mt-1 text-sm text-ink-3'}
            >
              {wrong ?? `${all} at most.`}
            </p>
          </div>
        )}
      </fieldset>
      <ReasonField value={reason} onChange={(next) => onWish({ ...wish, reason: next })} />
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary">
          Review refund
        </Button>
      </div>
    </form>
  );
}

function Confirmation({
  money,
  name,
  busy,
  onConfirm,
  onBack,
}: {
  money: string;
  name: string;
  busy: boolean;
  onConfirm: () => void;
  onBack: () => void;
}) {
  // The focus goes to what is to be read and not to the button: a second Enter refunds nothing.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-label="What happens next" className="space-y-3">
      <h3 ref={heading} tabIndex={-1} className="font-semibold outline-none">
        What happens next
      </h3>
      <ul className="list-disc space-y-1 pl-5 text-ink-2">
        <li>
          {money} goes from your platform’s balance to {name}.
        </li>
        <li>Their customer gets nothing of it: the charge stays as it is.</li>
        <li>It cannot be taken back. The audit keeps who did it and why.</li>
      </ul>
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onBack} disabled={busy}>
          Back
        </Button>
        <Button variant="danger" onClick={onConfirm} disabled={busy}>
          {busy ? 'Refunding…' : `Refund ${money}`}
        </Button>
      </div>
    </section>
  );
}
