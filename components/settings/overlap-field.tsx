import type { ReactNode } from 'react';
import { Field, Select } from '../ui/field';

const HOUR = 3600;

const OVERLAPS = [
  { seconds: 0, text: 'No longer: it ends at once' },
  { seconds: HOUR, text: 'For one hour' },
  { seconds: 24 * HOUR, text: 'For 24 hours' },
  { seconds: 7 * 24 * HOUR, text: 'For 7 days' },
] as const;

/** The choice of how long an old secret goes on beside its successor, in seconds: `overlap`. */
export function OverlapField({ id, label, hint }: { id: string; label: string; hint: ReactNode }) {
  return (
    <Field id={id} label={label} hint={hint}>
      <Select
        id={id}
        name="overlap"
        defaultValue={24 * HOUR}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        {OVERLAPS.map(({ seconds, text }) => (
          <option key={seconds} value={seconds}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}
