'use client';

import { useId } from 'react';
import { MAX_REASON } from '../edits/post-change';
import { Field } from '../ui/field';

function focusEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** A labelled field for words of several lines, as reasons and comments are. */
export function ProseField({
  label,
  name,
  initial,
  hint,
  error,
  required = true,
  focused = false,
}: {
  label: string;
  name: string;
  initial?: string;
  hint?: string;
  /** What the server found wrong with it. */
  error?: string | undefined;
  required?: boolean;
  /** Whether it has the focus when its window opens. */
  focused?: boolean;
}) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        name={name}
        defaultValue={initial}
        rows={3}
        maxLength={MAX_REASON}
        required={required}
        ref={focused ? focusEnd : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-hint` : undefined}
        className="block w-full min-w-0 resize-y rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base text-ink placeholder:text-ink-3 aria-invalid:border-danger"
      />
    </Field>
  );
}

/** What was entered into a field of a form, without spaces around it. */
export const entered = (form: HTMLFormElement, name: string) =>
  String(new FormData(form).get(name) ?? '').trim();
