'use client';

import { useId, useState } from 'react';
import { Field, Input, Select } from '../ui/field';
import type { Terms } from './use-account-draft';

const DAY = 86_400_000;

const SPANS: readonly { value: string; text: string; days?: number }[] = [
  { value: 'never', text: 'Never' },
  { value: '1', text: 'In a day', days: 1 },
  { value: '7', text: 'In a week', days: 7 },
  { value: '30', text: 'In 30 days', days: 30 },
  { value: 'at', text: 'At a time…' },
];

/** When the drafted overrides end, and a note that stays beside them. */
export function OverrideTerms({
  at,
  terms,
  onChange,
}: {
  at: string;
  terms: Terms;
  onChange: (terms: Terms) => void;
}) {
  const id = useId();
  const [span, setSpan] = useState('never');
  const choose = (value: string) => {
    setSpan(value);
    const days = SPANS.find((candidate) => candidate.value === value)?.days;
    const expiresAt = days ? new Date(Date.parse(at) + days * DAY).toISOString() : null;
    onChange({ ...terms, expiresAt });
  };
  return (
    <>
      <Field id={`${id}-span`} label="Overrides expire" className="w-32">
        <Select id={`${id}-span`} value={span} onChange={(event) => choose(event.target.value)}>
          {SPANS.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      {span === 'at' && (
        <Field id={`${id}-at`} label="Expire at" className="w-52">
          <Input
            id={`${id}-at`}
            type="datetime-local"
            required
            onChange={({ target }) =>
              onChange({
                ...terms,
                expiresAt: target.value ? new Date(target.value).toISOString() : null,
              })
            }
          />
        </Field>
      )}
      <Field id={`${id}-note`} label="Note (optional)" className="min-w-40 flex-1">
        <Input
          id={`${id}-note`}
          value={terms.note ?? ''}
          maxLength={500}
          autoComplete="off"
          placeholder="Shown beside the override"
          onChange={({ target }) => onChange({ ...terms, note: target.value || null })}
        />
      </Field>
    </>
  );
}
