'use client';

import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';

/** What a field for a moment takes: `2026-11-12T14:03:05.120`, in UTC. */
const fieldTime = (at: string) => new Date(at).toISOString().slice(0, -1);

/** Any exact moment, in UTC. */
export function MomentForm({
  at,
  onGo,
  children,
}: {
  at: string | null;
  onGo: (at: string) => void;
  /** What else there is to press beside it. */
  children: ReactNode;
}) {
  const id = useId();
  const [wrong, setWrong] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('at'));
    const moment = new Date(`${text}Z`);
    const known = !Number.isNaN(moment.getTime());
    setWrong(!known);
    if (known) onGo(moment.toISOString());
  };
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-full">
      <Field
        id={id}
        label="Exact moment, in UTC"
        error={wrong && 'Give a day and a time.'}
        className="max-w-full"
      >
        <div className="flex flex-wrap gap-2">
          <Input
            key={at}
            id={id}
            name="at"
            type="datetime-local"
            step="any"
            defaultValue={at ? fieldTime(at) : undefined}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? `${id}-hint` : undefined}
            className="w-56"
          />
          <Button type="submit">Go there</Button>
          {children}
        </div>
      </Field>
    </form>
  );
}
