import { useId } from 'react';
import { Field, Input } from '../ui/field';

/** The name of a rule. */
export function NameField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
}) {
  const id = useId();
  return (
    <Field id={id} label="Name" error={error}>
      <Input
        id={id}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint`}
        maxLength={80}
        autoComplete="off"
      />
    </Field>
  );
}
