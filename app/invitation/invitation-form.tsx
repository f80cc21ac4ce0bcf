'use client';

import { type FormEvent, useState } from 'react';
import { type Problem, send } from '@/components/edits/send';
import { ROLE_WORDS } from '@/components/settings/role-words';
import { Button, buttonClass } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import type { OwnInvitation } from '@/lib/domain/people';
import { useInvitation } from './use-invitation';

/** Looks up the invitation that the address leads to, and lets its holder set a password. */
export function InvitationForm() {
  const { secret, found } = useInvitation();
  if (secret === '') {
    return (
      <NoWay text="This link is not complete. Copy it whole, with what stands behind the #." />
    );
  }
  if (!found) {
    return (
      <p role="status" className="rounded-lg border bg-surface p-5 text-ink-2">
        Looking for your invitation…
      </p>
    );
  }
  if (found.problem) return <NoWay text={found.problem.detail} />;
  if (!found.invitation) return null;
  return <PasswordForm secret={found.secret} invitation={found.invitation} />;
}

function NoWay({ text }: { text: string }) {
  return (
    <div className="space-y-4 rounded-lg border bg-surface p-5">
      <Notice tone="error">{text}</Notice>
      <Link href="/sign-in" className={buttonClass()}>
        Go to sign-in
      </Link>
    </div>
  );
}

/** Signs in with what was just set; the page of before, with its secret, is not to come back. */
async function enter(email: string, password: string): Promise<void> {
  window.history.replaceState(null, '', '/invitation');
  const { signIn } = await import('next-auth/react');
  const options = { email, password, redirect: false, callbackUrl: '/' } as const;
  const result = await signIn('credentials', options).catch(() => undefined);
  window.location.replace(result?.ok ? '/' : '/sign-in');
}

function PasswordForm({ secret, invitation }: { secret: string; invitation: OwnInvitation }) {
  const { email, name, role, invitedBy } = invitation;
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    const sent = await send('POST', '/api/invitations/accept', { secret, password });
    setProblem(sent.problem ?? null);
    if (sent.problem) setBusy(false);
    else await enter(email, password);
  };

  return (
    <form method="post" onSubmit={submit} className="space-y-4 rounded-lg border bg-surface p-5">
      <div className="space-y-1">
        <h2 className="text-md font-semibold">Welcome, {name}</h2>
        <p className="text-ink-2">
          {invitedBy} invited you as {ROLE_WORDS[role].name.toLowerCase()}.
        </p>
        <p className="text-sm text-ink-3">{ROLE_WORDS[role].may}</p>
      </div>
      {problem && <Notice tone="error">{problem.detail}</Notice>}
      <Field id="email" label="Email">
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          readOnly
          className="bg-sunken!"
        />
      </Field>
      <Field id="password" label="Password" hint="At least 12 characters. A few words do well.">
        <Input
          id="password"
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          minLength={12}
          aria-describedby="password-hint"
          required
        />
      </Field>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => setShown(event.target.checked)}
          className="accent-(--accent)"
        />
        Show the password
      </label>
      <Button type="submit" variant="primary" disabled={busy} className="w-full">
        {busy ? 'Setting it…' : 'Set password and sign in'}
      </Button>
    </form>
  );
}
