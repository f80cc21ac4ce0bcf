'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useId } from 'react';
import { cn } from '../ui/cn';
import { useHydrated } from '../ui/time';

const THEMES = [
  { value: 'light', text: 'Light', Icon: Sun },
  { value: 'dark', text: 'Dark', Icon: Moon },
  { value: 'system', text: 'System', Icon: Monitor },
];

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const hydrated = useHydrated();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-3">Theme</legend>
      <div className="flex rounded-md border bg-sunken p-0.5">
        {THEMES.map(({ value, text, Icon }) => {
          const chosen = hydrated && theme === value;
          return (
            <label
              key={value}
              className={cn(
                'flex h-7 flex-1 cursor-pointer items-center justify-center gap-1 rounded text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
                chosen ? 'border bg-surface font-medium' : 'text-ink-2 hover:text-ink',
              )}
            >
              <input
                type="radio"
                name={name}
                value={value}
                checked={chosen}
                onChange={() => setTheme(value)}
                className="sr-only"
              />
              <Icon aria-hidden className="size-3.5" />
              {text}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
