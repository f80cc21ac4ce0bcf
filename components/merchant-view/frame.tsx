import type { Component } from '@/lib/domain/catalog';
import { EmptyState } from '../ui/empty-state';
import type { Address } from './address';
import { ComponentView } from './component-view';
import { FrameNav } from './frame-nav';
import { FrameShell } from './frame-shell';
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
      <FrameShell merchant={merchant.name} open={open} nav={nav}>
        {open ? (
          <ComponentView component={open} drawing={drawing} />
        ) : (
          <EmptyState title="An empty dashboard">
            No component is enabled for this merchant.
          </EmptyState>
        )}
      </FrameShell>
    </section>
  );
}
