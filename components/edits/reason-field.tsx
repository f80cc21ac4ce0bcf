'use client';

import { type FormEvent, useId, useState } from 'react';
import { Field, Input } from '../ui/field';
import { MAX_REASON } from './post-change';

/**
 * Why a change is made, for the audit. A form cannot be sent without it: the field then takes the
 * focus and says so.
 */
export function ReasonField({
  value,
  onChange,
  error,
  className,
}: {
  value: string;
  onChange: (reason: string) => void;
  /** What the server found wrong with it. */
  error?: string | undefined;
  className?: string;
}) {
  const id = useId();
  const [missing, setMissing] = useState(false);
  const onInvalid = (event: FormEvent<HTMLInputElement>) => {
    event.preventDefault();
    setMissing(true);
    // Only the first field that is wrong takes the focus.
    const { form } = event.currentTarget;
    if (form?.querySelector(':invalid') === event.currentTarget) event.currentTarget.focus();
  };
  const wrong = missing ? 'Say why: the audit keeps the reason.' : error;
  return (
    <Field id={id} label="Reason" error={wrong} className={className}>
      <Input
        id={id}
        value={value}
        onChange={(event) => {
          setMissing(false);
          onChange(event.target.value);
        }}
        onInvalid={onInvalid}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-hint` : undefined}
        placeholder="Why, for the audit"
        pattern=".*\S.*"
        maxLength={MAX_REASON}
        autoComplete="off"
        required
      />
    </Field>
  );
}
