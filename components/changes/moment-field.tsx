'use client';

import { useId, useState } from 'react';
import { Field, Input } from '../ui/field';

/** A moment in the viewer's own zone, as a field for one takes it. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What a field for a moment holds, in ISO 8601; null while that is no moment. */
function momentOf(text: string): string | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A time to come in the viewer's own zone, with the same in UTC below it. */
export function MomentField({
  label,
  value,
  onChange,
  error,
  required = false,
}: {
  label: string;
  /** ISO 8601. */
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string | undefined;
  required?: boolean;
}) {
  const id = useId();
  const [earliest] = useState(() => localTime(new Date()));
  const [initial] = useState(() => (value ? localTime(new Date(value)) : ''));
  const utc = value && `${value.slice(0, 16).replace('T', ' ')} UTC`;
  return (
    <Field
      id={id}
      label={label}
      error={error}
      hint={utc ? `${zone()}; that is ${utc}` : `In your zone, ${zone()}`}
    >
      <Input
        id={id}
        type="datetime-local"
        min={earliest}
        max="9999-12-31T23:59"
        defaultValue={initial}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(momentOf(target.value))}
        className="max-w-60"
      />
    </Field>
  );
}
