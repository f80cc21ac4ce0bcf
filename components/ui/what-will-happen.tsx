import type { ReactNode } from 'react';
import { cn } from './cn';

/** The frame for what an act would do, told before it is done; the last answer stays until the next. */
export function WhatWillHappen({
  running,
  idle,
  children,
}: {
  running: boolean;
  /** What to say while nothing is chosen. */
  idle: ReactNode;
  /** null where nothing is known yet. */
  children: ReactNode;
}) {
  return (
    <section
      aria-label="What will happen"
      aria-live="polite"
      aria-busy={running}
      className="min-h-24 rounded-md border bg-sunken px-3 py-2"
    >
      {children ? (
        <div className={cn(running && 'opacity-60')}>{children}</div>
      ) : (
        <p className="text-ink-2">{running ? 'Working out what will happen…' : idle}</p>
      )}
    </section>
  );
}
