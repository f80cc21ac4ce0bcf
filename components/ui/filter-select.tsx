'use client';

import { Select } from './field';

/**
 * A choice of one value of a filter, or of none. The browser renders it as well, from the options
 * alone: five hundred of them as a tree of the server's were a quarter of a page.
 */
export function FilterSelect({
  id,
  name,
  label,
  any,
  options,
  applied,
}: {
  /** Given where a label of its own stands beside it. */
  id?: string;
  name: string;
  label?: string;
  /** What the choice of no value is called. */
  any: string;
  options: readonly { value: string; text: string }[];
  applied: string | undefined;
}) {
  // What the address asks for is shown even where it is not on offer: an archived template, say.
  const known = !applied || options.some(({ value }) => value === applied);
  return (
    <Select id={id} name={name} aria-label={label} defaultValue={applied ?? ''}>
      <option value="">{any}</option>
      {!known && <option value={applied}>{applied}</option>}
      {options.map(({ value, text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
}
