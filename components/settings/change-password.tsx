'use client';

import { type FormEvent, useId, useState } from 'react';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, send } from '../edits/send';
import { Field, Input } from '../ui/field';
import { notify } from '../ui/notify';
import { ActionDialog, FormEnd } from './action-dialog';

/** The button and the window that change one's own password. */
export function ChangePassword({ email }: { email: string }) {
  return (
    <ActionDialog
      text="Change password"
      title="Change password"
      description="You stay signed in here; everywhere else you are signed out."
    >
      {(close) => <PasswordForm email={email} onDone={close} />}
    </ActionDialog>
  );
}

/** Signs in anew: the change has ended this session with all others. */
async function signInAgain(email: string, password: string): Promise<boolean> {
  const { signIn } = await import('next-auth/react');
  const options = { email, password, redirect: false, callbackUrl: '/settings' } as const;
  const result = await signIn('credentials', options).catch(() => undefined);
  return result?.ok === true;
}

function PasswordForm({ email, onDone }: { email: string; onDone: () => void }) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const errorAt = (field: string) =>
    problem?.errors.find(({ pointer }) => pointer === `/${field}`)?.message;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const password = String(data.get('password'));
    setBusy(true);
    const sent = await send('POST', '/api/users/me/password', {
      current: data.get('current'),
      password,
    });
    setProblem(sent.problem ?? null);
    if (!sent.problem && !(await signInAgain(email, password))) {
      window.location.assign('/sign-in?callbackUrl=/settings');
      return;
    }
    setBusy(false);
    if (sent.problem) return;
    onDone();
    void notify('Changed your password.');
  };

  return (
    <form method="post" onSubmit={submit} className="mt-4 space-y-3">
      {problem && problem.errors.length === 0 && <ProblemNotice problem={problem} />}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field id={`${id}-current`} label="Current password" error={errorAt('current')}>
        <Input
          id={`${id}-current`}
          name="current"
          type="password"
          autoComplete="current-password"
          aria-invalid={errorAt('current') ? true : undefined}
          aria-describedby={errorAt('current') ? `${id}-current-hint` : undefined}
          required
        />
      </Field>
      <Field
        id={`${id}-new`}
        label="New password"
        hint="At least 12 characters."
        error={errorAt('password')}
      >
        <Input
          id={`${id}-new`}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          aria-describedby={`${id}-new-hint`}
          required
        />
      </Field>
      <FormEnd onCancel={onDone} busy={busy} text="Change password" busyText="Changing…" />
    </form>
  );
}
