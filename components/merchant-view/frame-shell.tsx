import { ChevronDown, Menu } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Component, componentEntry } from '@/lib/domain/catalog';
import { cn } from '../ui/cn';

/** The platform's dashboard around what it shows: its bar, the merchant, and its navigation. */
export function FrameShell({
  merchant,
  open,
  nav,
  children,
}: {
  /** The merchant's name. */
  merchant: string;
  open: Component | undefined;
  nav: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0 rounded-lg border border-line-strong bg-surface">
      <div className="flex h-12 items-center gap-3 border-b px-4">
        <span
          aria-hidden
          className="size-5 shrink-0 rounded border-2 border-dashed border-line-strong"
        />
        <span className="font-semibold whitespace-nowrap">Your platform</span>
        <span className="ml-auto min-w-0 truncate text-ink-2">{merchant}</span>
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-xs font-medium text-ink-2"
        >
          {merchant.slice(0, 1).toUpperCase()}
        </span>
      </div>
      <details key={open} className="group border-b @min-[760px]:hidden">
        <summary className="flex h-10 list-none items-center gap-2 px-4 font-medium [&::-webkit-details-marker]:hidden">
          <Menu aria-hidden className="size-4 text-ink-3" />
          {open ? componentEntry(open).title : 'Menu'}
          <ChevronDown aria-hidden className="ml-auto size-4 text-ink-3 group-open:rotate-180" />
        </summary>
        <div className="border-t px-2 py-3">{nav}</div>
      </details>
      <div className="grid @min-[760px]:grid-cols-[232px_minmax(0,1fr)]">
        <div className="hidden border-r px-2 py-3 @min-[760px]:block">{nav}</div>
        <div className="min-w-0 p-4 @min-[760px]:p-6">{children}</div>
      </div>
    </div>
  );
}

/** How an entry of the dashboard's navigation looks. */
export function navItemClass(current: boolean, dense = false): string {
  return cn(
    'flex w-full items-center justify-between gap-2 rounded-md px-2 text-left hover:bg-sunken',
    dense ? 'min-h-6 text-sm' : 'min-h-7',
    current ? 'bg-sunken font-medium text-ink' : dense ? 'text-ink-3' : 'text-ink-2',
  );
}
