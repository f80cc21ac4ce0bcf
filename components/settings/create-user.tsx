'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { ROLES } from '@/lib/domain/permissions';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, send } from '../edits/send';
import { Button } from '../ui/button';
import { Dialog, DialogContent, DialogTrigger } from '../ui/dialog';
import { Field, Input, Select } from '../ui/field';
import { notify } from '../ui/notify';

/** The button and the window that add a person who may sign in. */
export function CreateUser() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">New user</Button>
      </DialogTrigger>
      <DialogContent title="New user" description="Hand them the password yourself.">
        <UserForm onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

const FIELDS = [
  { name: 'name', label: 'Name', type: 'text', autoComplete: 'off' },
  { name: 'email', label: 'Email', type: 'email', autoComplete: 'off' },
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'new-password' },
] as const;

function UserForm({ onDone }: { onDone: () => void }) {
  const id = useId();
  const router = useRouter();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const errorAt = (name: string) =>
    problem?.errors.find(({ pointer }) => pointer === `/${name}`)?.message;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const user = Object.fromEntries(new FormData(event.currentTarget));
    setSaving(true);
    const made = await send('POST', '/api/users', user);
    setSaving(false);
    setProblem(made.problem ?? null);
    if (made.problem) return;
    onDone();
    void notify(`Added ${user.name}.`);
    router.refresh();
  };

  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      {FIELDS.map(({ name, label, ...input }) => (
        <Field key={name} id={`${id}-${name}`} label={label} error={errorAt(name)}>
          <Input id={`${id}-${name}`} name={name} required {...input} />
        </Field>
      ))}
      <Field id={`${id}-role`} label="Role">
        <Select id={`${id}-role`} name="role" defaultValue="support">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {role}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={saving}>
          {saving ? 'Adding…' : 'Add user'}
        </Button>
      </div>
    </form>
  );
}
