'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';

const ERRORS: Record<string, string> = {
  CredentialsSignin: 'Email or password is not right.',
  Throttled: 'Too many attempts. Wait a minute and try again.',
  Unavailable: 'Signing in is not possible just now. Try again in a moment.',
};

/** Email and password; goes on to `to` once they are right. */
export function SignInForm({ to }: { to: string }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      const { signIn } = await import('next-auth/react');
      const result = await signIn('credentials', {
        email: data.get('email'),
        password: data.get('password'),
        redirect: false,
        callbackUrl: to,
      });
      if (!result?.error) {
        // A whole new page load, so that nothing of the visit before stays in memory.
        window.location.assign(to);
        return;
      }
      setError(ERRORS[result.error] ?? ERRORS.Unavailable ?? null);
    } catch {
      setError(ERRORS.Unavailable ?? null);
    }
    setBusy(false);
  };

  return (
    // By POST, so that what is sent before the script is there never stands in an address.
    <form method="post" onSubmit={submit} className="space-y-4 rounded-lg border bg-surface p-5">
      {error && <Notice tone="error">{error}</Notice>}
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
