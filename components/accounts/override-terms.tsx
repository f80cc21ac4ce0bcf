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

/** A moment in the viewer's own zone, as a field for one takes it. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What a field for a moment holds; null while that is no moment, which the form then refuses. */
function momentOf(text: string): string | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** When the drafted overrides end, and a note that stays beside them. */
export function OverrideTerms({
  terms,
  onChange,
  errors,
}: {
  terms: Terms;
  onChange: (terms: Terms) => void;
  /** What the server found wrong with them. */
  errors: { expiresAt?: string | undefined; note?: string | undefined };
}) {
  const id = useId();
  const [span, setSpan] = useState('never');
  const [earliest, setEarliest] = useState('');
  const choose = (value: string) => {
    setSpan(value);
    const days = SPANS.find((candidate) => candidate.value === value)?.days;
    setEarliest(localTime(new Date()));
    const expiresAt = days ? new Date(Date.now() + days * DAY).toISOString() : null;
    onChange({ ...terms, expiresAt });
  };
  return (
    <>
      <Field
        id={`${id}-span`}
        label="Overrides expire"
        error={span !== 'at' && errors.expiresAt}
        className="w-32"
      >
        <Select id={`${id}-span`} value={span} onChange={(event) => choose(event.target.value)}>
          {SPANS.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </Field>
      {span === 'at' && (
        <Field id={`${id}-at`} label="Expire at" error={errors.expiresAt} className="w-52">
          <Input
            id={`${id}-at`}
            type="datetime-local"
            min={earliest}
            max="9999-12-31T23:59"
            required
            onChange={({ target }) => onChange({ ...terms, expiresAt: momentOf(target.value) })}
          />
        </Field>
      )}
      <Field
        id={`${id}-note`}
        label="Note (optional)"
        error={errors.note}
        className="min-w-40 flex-1"
      >
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
