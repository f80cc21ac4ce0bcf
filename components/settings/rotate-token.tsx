'use client';

import { type FormEvent, useId, useState } from 'react';
import type { TokenView } from '@/lib/domain/people';
import { ProblemNotice } from '../edits/problem-notice';
import { Time } from '../ui/time';
import { ActionDialog, FormEnd } from './action-dialog';
import { chosenExpiry, ExpiryField } from './expiry-field';
import { OverlapField } from './overlap-field';
import { ShownOnce } from './shown-once';
import { useAct } from './use-act';

/** The button and the window that make a token's successor, while the old one goes on for a time. */
export function RotateToken({ token }: { token: TokenView }) {
  return (
    <ActionDialog
      quiet
      refreshing
      text="Rotate"
      label={`Rotate ${token.name}`}
      title={`Rotate ${token.name}`}
      description="A new token with the same name and scopes takes its place. Both work until the overlap ends, so nothing has to stop while you change over."
    >
      {(close) => <RotateForm token={token} onDone={close} />}
    </ActionDialog>
  );
}

function RotateForm({ token, onDone }: { token: TokenView; onDone: () => void }) {
  const id = useId();
  const { act, busy, problem } = useAct();
  const [made, setMade] = useState<{ token: string; overlapEndsAt: string } | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const rotated = await act<{ token: string; overlapEndsAt: string }>(
      'POST',
      `/api/tokens/${token.id}/rotate`,
      { overlapSeconds: Number(data.get('overlap')), expiresAt: chosenExpiry(data) },
      'later',
    );
    if (rotated) setMade(rotated.value);
  };

  if (made) {
    return (
      <ShownOnce secret={made.token} label="new token" onDone={onDone}>
        <p>
          The old one, <code className="font-mono text-sm">{token.prefix}…</code>, works until{' '}
          <Time at={made.overlapEndsAt} seconds />.
        </p>
      </ShownOnce>
    );
  }
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      <OverlapField
        id={`${id}-overlap`}
        label="The old token goes on"
        hint={
          token.expiresAt && (
            <>
              Never beyond its own expiry, <Time at={token.expiresAt} />.
            </>
          )
        }
      />
      <ExpiryField id={`${id}-days`} initial={token.expiresAt ? '90' : ''} />
      <FormEnd onCancel={onDone} busy={busy} text="Rotate" busyText="Rotating…" />
    </form>
  );
}
