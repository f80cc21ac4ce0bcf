'use client';

import { Input, Select } from '../ui/field';
import { type FeeFilters, STATE_FILTERS } from './words';

const DAYS = [
  ['from', 'From this day (UTC)'],
  ['to', 'To this day (UTC)'],
] as const;

/** What a list of fees is narrowed down to. */
export function FeeFilterFields({
  filters,
  onChange,
}: {
  filters: FeeFilters;
  onChange: (filters: FeeFilters) => void;
}) {
  return (
    <search aria-label="Application fees" className="flex flex-wrap items-center gap-2 px-4 py-3">
      <div className="w-full sm:w-40">
        <Select
          aria-label="State"
          value={filters.state}
          onChange={(event) => onChange({ ...filters, state: event.target.value })}
        >
          <option value="">Any state</option>
          {STATE_FILTERS.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      </div>
      {DAYS.map(([name, label]) => (
        <div key={name} className="flex min-w-0 flex-1 basis-36 items-center gap-2 sm:flex-none">
          <span aria-hidden className="text-sm text-ink-2">
            {name}
          </span>
          <Input
            type="date"
            aria-label={label}
            value={filters[name]}
            onChange={(event) => onChange({ ...filters, [name]: event.target.value })}
            className="sm:w-36"
          />
        </div>
      ))}
    </search>
  );
}
