import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../ui/cn';

/*
 * The sketches' own controls. They are drawn, not working: nothing here takes the focus or a click.
 * They are in ink alone, so that whatever is coloured is Switchyard speaking of the sketch.
 */

const BUTTON = {
  main: 'border-transparent bg-ink text-surface',
  plain: 'border-line-strong bg-surface text-ink',
  idle: 'border-line bg-sunken text-ink-3',
};

/** A drawn button; `idle` is one that cannot be pressed as things are. */
export function Button({
  kind = 'plain',
  children,
}: {
  kind?: keyof typeof BUTTON;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        'inline-flex min-h-7 items-center gap-1 rounded-md border px-2 text-sm font-medium whitespace-nowrap',
        BUTTON[kind],
      )}
    >
      {children}
      <span className="sr-only"> {kind === 'idle' ? '(button, not available)' : '(button)'}</span>
    </span>
  );
}

/** A drawn filter or menu. */
export function Filter({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-h-7 items-center gap-1 rounded-full border border-line-strong px-2.5 text-sm whitespace-nowrap text-ink-2">
      {children}
      <ChevronDown aria-hidden className="size-3 text-ink-3" />
      <span className="sr-only"> (menu)</span>
    </span>
  );
}

/** A state in a word. */
export function Status({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-h-5 items-center rounded border bg-sunken px-1.5 text-xs font-medium whitespace-nowrap text-ink-2">
      {children}
    </span>
  );
}

/** A drawn field under its label; what cannot be changed is plain text. */
export function Field({
  label,
  readOnly = false,
  menu = false,
  children,
}: {
  label: string;
  readOnly?: boolean;
  menu?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-ink-3">{label}</p>
      <p
        className={cn(
          'mt-1 flex min-h-8 items-center justify-between gap-2',
          !readOnly && 'rounded-md border border-line-strong px-2.5',
        )}
      >
        <span className="min-w-0 truncate">{children}</span>
        {menu && !readOnly && <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
      </p>
    </div>
  );
}

/** Fields beside each other where there is room. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className="grid gap-3 @min-[420px]:grid-cols-2">{children}</div>;
}

/** A drawn switch with what it says. */
export function Switch({ on }: { on: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 text-sm text-ink-2">
      <span
        aria-hidden
        className={cn(
          'flex h-4 w-7 items-center rounded-full border px-0.5',
          on ? 'justify-end border-ink bg-ink' : 'border-line-strong',
        )}
      >
        <span className={cn('size-2.5 rounded-full', on ? 'bg-surface' : 'bg-line-strong')} />
      </span>
      {on ? 'On' : 'Off'}
    </span>
  );
}

/** Things in a row that wrap: the actions of a section, or a list's filters. */
export function Row({ end, children }: { end?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>
      {end && <div className="flex flex-wrap items-center gap-2">{end}</div>}
    </div>
  );
}
