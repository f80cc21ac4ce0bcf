'use client';

import type { Cell } from '@/lib/domain/cells';
import type { Guardrail } from '@/lib/domain/governance';
import { cellName } from '@/lib/domain/words/cells';
import { Select } from '../ui/field';
import { useCellOptions } from './cell-options';
import { ChipsField } from './chips-field';

type Never = Guardrail['never'];

/** What must never be: components and features, each on or off. */
export function NeverFields({
  never,
  error,
  onChange,
}: {
  never: Never;
  error?: string | undefined;
  onChange: (never: Never) => void;
}) {
  const cells = useCellOptions();
  const chosen = (names: readonly string[]): Never =>
    names.map((cell) => never.find((one) => one.cell === cell) ?? { cell: cell as Cell, is: 'on' });
  return (
    <div className="space-y-2">
      <ChipsField
        label="What must never be"
        placeholder="Payouts, Instant payouts"
        values={never.map(({ cell }) => cell)}
        options={cells.options}
        parse={cells.parse}
        nameOf={(cell) => cellName(cell as Cell)}
        error={error}
        onChange={(cells) => onChange(chosen(cells))}
      />
      {never.length > 0 && (
        <ul aria-label="On or off" className="space-y-1.5">
          {never.map(({ cell, is }) => (
            <li key={cell} className="flex items-center justify-between gap-4">
              <span className="min-w-0 truncate">{cellName(cell)}</span>
              <Select
                aria-label={`${cellName(cell)} is never`}
                value={is}
                onChange={({ target }) =>
                  onChange(
                    never.map((one) =>
                      one.cell === cell ? { cell, is: target.value === 'on' ? 'on' : 'off' } : one,
                    ),
                  )
                }
                className="w-32 shrink-0"
              >
                <option value="on">Never on</option>
                <option value="off">Never off</option>
              </Select>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
