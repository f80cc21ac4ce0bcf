'use client';

import { type FormEvent, useId, useState } from 'react';
import type { InvitationView } from '@/lib/domain/people';
import { ProblemNotice } from '../edits/problem-notice';
import { Field, Input } from '../ui/field';
import { Time } from '../ui/time';
import { ActionDialog, FormEnd } from './action-dialog';
import { RoleChoice } from './role-choice';
import { ShownOnce } from './shown-once';
import { useAct } from './use-act';

interface Made {
  link: string;
  expiresAt: string;
}

/** The button and the window that invite a person, whose link is shown once. */
export function InviteUser({ provider }: Invited) {
  return (
    <ActionDialog
      text="Invite"
      askedFor="invitation"
      title="Invite a person"
      refreshing={provider !== undefined}
      description={
        provider === undefined
          ? 'You get a link to hand to them. With it they set their own password, once.'
          : `They come in with ${provider}, with this email, within 72 hours.`
      }
    >
      {(close) => <InviteForm provider={provider} onDone={close} />}
    </ActionDialog>
  );
}

/** What people call the OpenID provider, where that is the only way in; else a link leads in. */
interface Invited {
  provider?: string | undefined;
}

const FIELDS = [
  { name: 'name', label: 'Name', type: 'text' },
  { name: 'email', label: 'Email', type: 'email' },
] as const;

function InviteForm({ provider, onDone }: Invited & { onDone: () => void }) {
  const id = useId();
  const { act, busy, problem, errorAt } = useAct();
  const [made, setMade] = useState<Made | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const invitation = Object.fromEntries(new FormData(event.currentTarget));
    const sent = await act<Made>('POST', '/api/invitations', invitation);
    if (sent && provider) onDone();
    else if (sent) setMade(sent.value);
  };

  if (made) return <LinkToHandOver {...made} onDone={onDone} />;
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      {FIELDS.map(({ name, label, type }) => (
        <Field key={name} id={`${id}-${name}`} label={label} error={errorAt(name)}>
          <Input id={`${id}-${name}`} name={name} type={type} autoComplete="off" required />
        </Field>
      ))}
      <RoleChoice initial="support" />
      <FormEnd
        onCancel={onDone}
        busy={busy}
        text={provider ? 'Invite' : 'Make link'}
        busyText="Making…"
      />
    </form>
  );
}

/** The button and the window that make an invitation's link anew. */
export function RenewInvitation({ invitation }: { invitation: InvitationView }) {
  return (
    <ActionDialog
      quiet
      text="New link"
      refreshing
      label={`New link for ${invitation.name}`}
      title={`New link for ${invitation.name}`}
      description="The link of before stops working. The new one works for 72 hours, in your name."
    >
      {(close) => <RenewForm id={invitation.id} onDone={close} />}
    </ActionDialog>
  );
}

function RenewForm({ id, onDone }: { id: string; onDone: () => void }) {
  const { act, busy, problem } = useAct();
  const [made, setMade] = useState<Made | null>(null);
  if (made) return <LinkToHandOver {...made} onDone={onDone} />;
  return (
    <form
      className="mt-4 space-y-3"
      onSubmit={async (event) => {
        event.preventDefault();
        const sent = await act<Made>('POST', `/api/invitations/${id}/renew`, undefined, 'later');
        if (sent) setMade(sent.value);
      }}
    >
      <ProblemNotice problem={problem} />
      <FormEnd onCancel={onDone} busy={busy} text="Make link" busyText="Making…" />
    </form>
  );
}

function LinkToHandOver({ link, expiresAt, onDone }: Made & { onDone: () => void }) {
  return (
    <ShownOnce secret={link} label="link" onDone={onDone}>
      <p>
        Hand it to this person and nobody else: whoever opens it first sets the password. It works
        until <Time at={expiresAt} />.
      </p>
    </ShownOnce>
  );
}
