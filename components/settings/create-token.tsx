'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { SCOPES } from '@/lib/domain/permissions';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, send } from '../edits/send';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Dialog, DialogContent, DialogTrigger } from '../ui/dialog';
import { Field, Input, Select } from '../ui/field';
import { Notice } from '../ui/notice';

const DAY_MS = 86_400_000;

const SPANS = [
  { value: '', text: 'Never' },
  { value: '30', text: 'In 30 days' },
  { value: '90', text: 'In 90 days' },
  { value: '365', text: 'In a year' },
] as const;

/** The button and the window that make an API token, whose text is shown once. */
export function CreateToken() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">New token</Button>
      </DialogTrigger>
      <DialogContent
        title="New token"
        description="A machine sends it as a bearer token. It may do what its scopes say, and nothing else."
      >
        <TokenForm onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function TokenForm({ onDone }: { onDone: () => void }) {
  const id = useId();
  const router = useRouter();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [token, setToken] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const days = Number(data.get('days'));
    setSaving(true);
    const made = await send<{ token: string }>('POST', '/api/tokens', {
      name: data.get('name'),
      scopes: data.getAll('scope'),
      expiresAt: days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
    });
    setSaving(false);
    setProblem(made.problem ?? null);
    if (made.value) {
      setToken(made.value.token);
      router.refresh();
    }
  };

  if (token !== null) {
    return (
      <div className="mt-4 space-y-4">
        <Notice title="Copy it now: it is not shown again.">
          <span className="flex min-w-0 items-center gap-1">
            <code className="min-w-0 break-all">{token}</code>
            <CopyButton text={token} label="token" />
          </span>
        </Notice>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onDone}>
            Done
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      <Field id={`${id}-name`} label="Name">
        <Input id={`${id}-name`} name="name" maxLength={80} autoComplete="off" required />
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-medium text-ink-2">Scopes</legend>
        <div className="space-y-1">
          {SCOPES.map((scope) => (
            <label key={scope} className="flex items-center gap-2">
              <input type="checkbox" name="scope" value={scope} className="accent-(--accent)" />
              <code>{scope}</code>
            </label>
          ))}
        </div>
      </fieldset>
      <Field id={`${id}-days`} label="Expires">
        <Select id={`${id}-days`} name="days">
          {SPANS.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={saving}>
          {saving ? 'Creating…' : 'Create token'}
        </Button>
      </div>
    </form>
  );
}
