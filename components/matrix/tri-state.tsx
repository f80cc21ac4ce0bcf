import { useId } from 'react';
import type { CellValue } from '@/lib/domain/cell-view';
import type { Setting } from '@/lib/domain/settings';
import { valueWord } from '@/lib/domain/words/cells';
import { cn } from '../ui/cn';

/** Inherit, on or off: inherit shows the value that it gives and where that comes from. */
export function TriState({
  label,
  setting,
  inherited,
  onSet,
}: {
  label: string;
  setting: Setting;
  inherited: { value: CellValue; source: string };
  onSet: (setting: Setting) => void;
}) {
  const name = useId();
  const options: { value: Setting; text: string; hint?: string }[] = [
    {
      value: 'inherit',
      text: 'Inherit',
      hint: `${valueWord(inherited.value)}, ${inherited.source}`,
    },
    { value: 'on', text: 'On' },
    { value: 'off', text: 'Off' },
  ];
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-3">{label}</legend>
      <div className="flex rounded-md border border-line-strong bg-sunken p-0.5">
        {options.map(({ value, text, hint }) => (
          <label
            key={value}
            className={cn(
              'flex h-9 min-w-0 cursor-pointer flex-col items-center justify-center rounded px-3 leading-none has-focus-visible:outline-2 has-focus-visible:outline-accent',
              value === 'inherit' ? 'flex-[2]' : 'flex-1',
              setting === value
                ? 'border border-line-strong bg-surface font-semibold text-ink'
                : 'border border-transparent text-ink-2 hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={setting === value}
              onChange={() => onSet(value)}
              className="sr-only"
            />
            <span>{text}</span>
            {hint && (
              <span className="mt-1 max-w-full truncate text-xs leading-none font-normal text-ink-3">
                {hint}
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
