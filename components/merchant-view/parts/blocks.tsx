import { Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../ui/cn';
import { Status } from './controls';

/** A titled part of a component. */
export function Panel({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="min-w-0 rounded-md border">
      <div
        className={cn(
          'flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-1.5',
          children ? 'border-b' : false,
        )}
      >
        <p className="font-medium">{title}</p>
        {aside && <div className="flex flex-wrap items-center gap-2">{aside}</div>}
      </div>
      {children && <div className="space-y-3 p-3">{children}</div>}
    </div>
  );
}

/** Figures beside each other. */
export function Tiles({ children }: { children: ReactNode }) {
  return (
    <dl className="grid gap-px overflow-hidden rounded-md border bg-line @min-[420px]:auto-cols-fr @min-[420px]:grid-flow-col">
      {children}
    </dl>
  );
}

export function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 bg-surface px-3 py-2.5 @min-[420px]:block">
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="text-lg font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

/** Facts under each other, each with its name. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
      {children}
    </dl>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** What opens over the page: one thing with its facts and what can be done with it. */
export function Overlay({
  title,
  status,
  actions,
  inline = false,
  children,
}: {
  title: ReactNode;
  status?: string;
  actions?: ReactNode;
  /** Stands in the page and cannot be closed. */
  inline?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col rounded-lg border border-line-strong">
      <div className="flex items-center gap-2 border-b px-3 py-2">
        <p className="min-w-0 truncate font-semibold tabular-nums">{title}</p>
        {status && <Status>{status}</Status>}
        {!inline && <X aria-hidden className="ml-auto size-3.5 shrink-0 text-ink-3" />}
      </div>
      <div className="flex-1 space-y-3 p-3">{children}</div>
      {actions && (
        <div className="flex flex-wrap gap-2 border-t px-3 py-2 empty:hidden">{actions}</div>
      )}
    </div>
  );
}

/** Overlays next to each other, of which the merchant sees one at a time. */
export function Overlays({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 space-y-2">
      <p className="text-sm text-ink-3">{title}</p>
      <div className="grid gap-3 @min-[560px]:grid-cols-2 @min-[1080px]:grid-cols-4 [&>*:only-child]:col-span-full [&>*:only-child]:max-w-xl">
        {children}
      </div>
    </div>
  );
}

/** The platform's own page around a component that is set into it. */
export function OwnPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-md border bg-sunken p-3">
      <p className="mb-2 text-sm text-ink-3">{title}</p>
      <div aria-hidden className="mb-3 space-y-2">
        <div className="h-2.5 w-2/5 rounded bg-line" />
        <div className="h-2.5 w-3/5 rounded bg-line" />
      </div>
      <div className="space-y-4 rounded-md border bg-surface p-3">{children}</div>
    </div>
  );
}

/** What Switchyard says about a sketch; it is not part of what the merchant sees. */
export function Remark({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-2 rounded-md border border-accent/40 bg-accent-soft px-3 py-2 text-sm text-accent-text">
      <Info aria-hidden className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}

/** Where a component that stands on the page has nothing to show. */
export function Blank({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-24 place-items-center rounded-md bg-sunken px-4 py-6 text-center text-ink-3">
      <p>{children}</p>
    </div>
  );
}
