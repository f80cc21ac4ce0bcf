'use client';

import { Field, Select } from '../ui/field';

const DAY_MS = 86_400_000;

const SPANS = [
  { value: '', text: 'Never' },
  { value: '30', text: 'In 30 days' },
  { value: '90', text: 'In 90 days' },
  { value: '365', text: 'In a year' },
] as const;

/** When a token expires, as a span from now. */
export function ExpiryField({ id, initial = '' }: { id: string; initial?: '' | '90' }) {
  return (
    <Field id={id} label="Expires">
      <Select id={id} name="days" defaultValue={initial}>
        {SPANS.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The moment that was chosen, for the API; null for never. */
export function chosenExpiry(data: FormData): string | null {
  const days = Number(data.get('days'));
  return days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null;
}
