'use client';

import { type FormEvent, useId, useState } from 'react';
import type { EndpointView } from '@/lib/domain/notice-endpoints';
import { ProblemNotice } from '../edits/problem-notice';
import { FormEnd } from '../settings/action-dialog';
import { OverlapField } from '../settings/overlap-field';
import { ShownOnce } from '../settings/shown-once';
import { useAct } from '../settings/use-act';
import { Time } from '../ui/time';

/** Gives an endpoint a new secret, which is then shown once. */
export function RotateForm({ endpoint, onDone }: { endpoint: EndpointView; onDone: () => void }) {
  const id = useId();
  const { act, busy, problem } = useAct();
  const [made, setMade] = useState<{ secret: string; oldSecretEndsAt: string } | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const overlapSeconds = Number(new FormData(event.currentTarget).get('overlap'));
    const path = `/api/notice-endpoints/${endpoint.id}/rotate`;
    const rotated = await act<NonNullable<typeof made>>('POST', path, { overlapSeconds }, 'later');
    if (rotated) setMade(rotated.value);
  };
  if (made) {
    return (
      <ShownOnce secret={made.secret} label="new secret" onDone={onDone}>
        <p>
          Notices are signed with the old one too until <Time at={made.oldSecretEndsAt} seconds />.
        </p>
      </ShownOnce>
    );
  }
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      <OverlapField
        id={`${id}-overlap`}
        label="The old secret goes on"
        hint={
          endpoint.oldSecretEndsAt &&
          'It was rotated a short time ago: the secret before that one ends now.'
        }
      />
      <FormEnd onCancel={onDone} busy={busy} text="Rotate" busyText="Rotating…" />
    </form>
  );
}
