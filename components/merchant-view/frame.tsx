import { ChevronDown, Menu } from 'lucide-react';
import { type Component, componentEntry } from '@/lib/domain/catalog';
import { EmptyState } from '../ui/empty-state';
import type { Address } from './address';
import { ComponentView } from './component-view';
import { FrameNav } from './frame-nav';
import type { Drawing } from './sketch';

/** A plain dashboard of a platform, as one merchant would see it under one policy. */
export function Frame({
  drawing,
  address,
  open,
  changed,
}: {
  drawing: Drawing;
  address: Address;
  open: Component | undefined;
  changed: ReadonlySet<Component>;
}) {
  const { title, caption, merchant } = drawing.side;
  const nav = <FrameNav {...{ drawing, address, open, changed }} />;
  return (
    <section aria-label={`Dashboard, ${title}`} className="@container min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-md font-semibold">{title}</h2>
        <p className="text-sm text-ink-3">{caption}</p>
      </div>
      <div className="min-w-0 rounded-lg border border-line-strong bg-surface">
        <div className="flex h-12 items-center gap-3 border-b px-4">
          <span
            aria-hidden
            className="size-5 shrink-0 rounded border-2 border-dashed border-line-strong"
          />
          <span className="font-semibold whitespace-nowrap">Your platform</span>
          <span className="ml-auto min-w-0 truncate text-ink-2">{merchant.name}</span>
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-xs font-medium text-ink-2"
          >
            {merchant.name.slice(0, 1).toUpperCase()}
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
          <div className="min-w-0 p-4 @min-[760px]:p-6">
            {open ? (
              <ComponentView component={open} drawing={drawing} />
            ) : (
              <EmptyState title="An empty dashboard">
                No component is enabled for this merchant.
              </EmptyState>
            )}
          </div>
        </div>
      </div>
    </section>
  );
}
