'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { sentenceFor } from './errors';

/** The ways to sign in that this installation offers; goes on to `to` once one of them has led in. */
export function SignIn({
  to,
  error: initialError,
  provider,
  password,
}: {
  to: string;
  error: string | undefined;
  /** What people call the OpenID provider; undefined where there is none. */
  provider: string | undefined;
  /** Whether a password is a way in. */
  password: boolean;
}) {
  const [error, setError] = useState(initialError);
  const [busy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<string | undefined>) => {
    setBusy(true);
    setError(undefined);
    const failure = await work().catch(() => sentenceFor('Unavailable'));
    if (failure === undefined) return;
    setError(failure);
    setBusy(false);
  };

  const atProvider = () =>
    attempt(async () => {
      const { signIn } = await import('next-auth/react');
      // Leaves this page; whatever comes back comes with an error.
      const result = await signIn('oidc', { callbackUrl: to });
      return sentenceFor(result?.error);
    });

  return (
    <div className="space-y-4 rounded-lg border bg-surface p-5">
      {error && <Notice tone="error">{error}</Notice>}
      {provider && (
        <Button
          variant={password ? 'secondary' : 'primary'}
          disabled={busy}
          onClick={atProvider}
          className="w-full"
        >
          Sign in with {provider}
        </Button>
      )}
      {provider && password && (
        <p className="flex items-center gap-3 text-sm text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          or
        </p>
      )}
      {password && <PasswordForm to={to} busy={busy} attempt={attempt} />}
    </div>
  );
}

function PasswordForm({
  to,
  busy,
  attempt,
}: {
  to: string;
  busy: boolean;
  attempt: (work: () => Promise<string | undefined>) => void;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    attempt(async () => {
      const { signIn } = await import('next-auth/react');
      const result = await signIn('credentials', {
        email: data.get('email'),
        password: data.get('password'),
        redirect: false,
        callbackUrl: to,
      });
      if (result?.error) return sentenceFor(result.error);
      // A whole new page load, so that nothing of the visit before stays in memory.
      window.location.assign(to);
      return undefined;
    });
  };
  return (
    // By POST, so that what is sent before the script is there never stands in an address.
    <form method="post" onSubmit={submit} className="space-y-4">
      <Field id="email" label="Email">
        <Input id="email" name="email" type="email" autoComplete="username" required />
      </Field>
      <Field id="password" label="Password">
        <Input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </Field>
      <Button type="submit" variant="primary" disabled={busy} className="w-full">
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}
