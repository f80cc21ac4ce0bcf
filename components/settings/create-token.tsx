'use client';

import { type FormEvent, useId, useState } from 'react';
import { SCOPES, type Scope } from '@/lib/domain/permissions';
import { ProblemNotice } from '../edits/problem-notice';
import { Field, Input } from '../ui/field';
import { ActionDialog, FormEnd } from './action-dialog';
import { chosenExpiry, ExpiryField } from './expiry-field';
import { ShownOnce } from './shown-once';
import { useAct } from './use-act';

const WHAT: Record<Scope, string> = {
  'sessions:create': 'Mint account sessions',
  'accounts:read': 'Read accounts',
  'policy:read': 'Read policy and templates',
  'policy:write': 'Change policy',
  'audit:read': 'Read the audit',
  'metrics:read': 'Read metrics, for Prometheus',
  'fees:read': 'Read application fees',
};

/** The button and the window that make an API token, whose text is shown once. */
export function CreateToken() {
  return (
    <ActionDialog
      text="New token"
      askedFor="token"
      title="New token"
      description="A machine sends it as a bearer token. It may do what its scopes say, and nothing else."
    >
      {(close) => <TokenForm onDone={close} />}
    </ActionDialog>
  );
}

function TokenForm({ onDone }: { onDone: () => void }) {
  const id = useId();
  const { act, busy, problem, errorAt } = useAct();
  const [token, setToken] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const made = await act<{ token: string }>('POST', '/api/tokens', {
      name: data.get('name'),
      scopes: data.getAll('scope'),
      expiresAt: chosenExpiry(data),
    });
    if (made) setToken(made.value.token);
  };

  if (token !== null) return <ShownOnce secret={token} label="token" onDone={onDone} />;
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      <Field id={`${id}-name`} label="Name" error={errorAt('name')}>
        <Input id={`${id}-name`} name="name" maxLength={80} autoComplete="off" required />
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-medium text-ink-2">Scopes</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="flex min-h-6 flex-wrap items-center gap-x-2">
            <input type="checkbox" name="scope" value={scope} className="accent-(--accent)" />
            <code className="font-mono text-sm">{scope}</code>
            <span className="text-sm text-ink-3">{WHAT[scope]}</span>
          </label>
        ))}
      </fieldset>
      <ExpiryField id={`${id}-days`} />
      <FormEnd onCancel={onDone} busy={busy} text="Create token" busyText="Creating…" />
    </form>
  );
}
