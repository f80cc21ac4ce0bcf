'use client';

import { CircleDollarSign, FileClock, KeyRound, Lock, type LucideIcon } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { Notice } from '../ui/notice';
import type { LiveSession } from './live-session';
import { isTestKey, type LiveOffer } from './offer';

/** Says what loading live components brings about, and does it for a reason. */
export function LiveDialog({
  offer,
  open,
  onClose,
  onBegin,
}: {
  offer: LiveOffer;
  open: boolean;
  onClose: () => void;
  onBegin: (session: LiveSession) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        wide
        title="Load live components?"
        description={`Stripe’s own components take the place of the sketch, signed in as ${offer.account.name}. Unlike the sketch, that has effects.`}
      >
        <Consequences offer={offer} />
        <ReasonForm offer={offer} onClose={onClose} onBegin={onBegin} />
      </DialogContent>
    </Dialog>
  );
}

function Consequences({ offer: { stripeCollects, publishableKey } }: { offer: LiveOffer }) {
  const test = isTestKey(publishableKey);
  return (
    <ul className="mt-3 space-y-2.5 rounded-md border bg-sunken p-3">
      <Consequence Icon={KeyRound} title="A real AccountSession is created at Stripe">
        For this account, now and each time Stripe’s components ask for another.
      </Consequence>
      <Consequence Icon={FileClock} title="The audit records each of them">
        With your name, the purpose “live preview” and the reason below.
      </Consequence>
      <Consequence Icon={CircleDollarSign} title="What you see and do is real">
        {test
          ? 'The merchant’s data of test mode appears on your screen, and a refund or a payout is made at Stripe, though no money moves.'
          : 'The merchant’s own data appears on your screen, and a refund or a payout moves real money.'}
      </Consequence>
      <Consequence Icon={Lock} title="What your platform may write">
        {stripeCollects
          ? 'Stripe collects this account’s requirements: creating a session ends your platform’s write access to some of the account’s properties.'
          : 'Your platform collects this account’s requirements itself, so a session takes no write access away.'}
      </Consequence>
    </ul>
  );
}

function Consequence({
  Icon,
  title,
  children,
}: {
  Icon: LucideIcon;
  title: string;
  children: ReactNode;
}) {
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <p className="min-w-0 text-ink-2">
        <span className="block font-medium text-ink">{title}</span>
        {children}
      </p>
    </li>
  );
}

function ReasonForm({
  offer,
  onClose,
  onBegin,
}: {
  offer: LiveOffer;
  onClose: () => void;
  onBegin: (session: LiveSession) => void;
}) {
  const id = useId();
  const [reason, setReason] = useState('');
  const [starting, setStarting] = useState(false);
  const [failed, setFailed] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setStarting(true);
    try {
      // The loader of Stripe's script comes only now, and the page with it.
      const [{ startLive }] = await Promise.all([import('./live-session'), import('./live-page')]);
      onBegin(startLive(offer, reason.trim()));
    } catch {
      setFailed(true);
      setStarting(false);
    }
  };
  return (
    <form onSubmit={submit} className="mt-4 space-y-4">
      {failed && (
        <Notice tone="error" title="It could not be loaded">
          <p>No session was created. Load this page anew, then try again.</p>
        </Notice>
      )}
      <Field id={id} label="Reason">
        <Input
          id={id}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Why, for the audit"
          maxLength={2000}
          autoComplete="off"
          required
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={starting || reason.trim() === ''}>
          {starting ? 'Loading…' : 'Create session and load'}
        </Button>
      </div>
    </form>
  );
}
