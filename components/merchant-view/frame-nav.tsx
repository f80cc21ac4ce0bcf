import { Lock } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { type Component, componentEntry } from '@/lib/domain/catalog';
import { cellOf, cellsOf } from '@/lib/domain/cells';
import { matrixGroups } from '../matrix/layout';
import { cn } from '../ui/cn';
import { type Address, viewHref } from './address';
import { navItemClass } from './frame-shell';
import type { Drawing, Side } from './sketch';
import { whyOf } from './why';

interface NavProps {
  drawing: Drawing;
  address: Address;
  /** The component that is shown. */
  open: Component | undefined;
  /** Components that come out otherwise on the other side. */
  changed: ReadonlySet<Component>;
}

/** The components of a dashboard by group, and below them those that it does not have. */
export function FrameNav({ drawing, ...props }: NavProps) {
  const { side, missing } = drawing;
  const has = (component: Component) => side.policy.components[component]?.enabled.value ?? false;
  const all = matrixGroups(cellsOf(side.policy.components));
  const groups = all
    .map(({ title, components }) => ({
      title,
      components: components.filter(has),
    }))
    .filter(({ components }) => components.length > 0);
  const without = all.flatMap(({ components }) => components).filter((c) => !has(c));
  return (
    <div className="space-y-4">
      <nav aria-label={`Dashboard of ${side.merchant.name}, ${side.title}`} className="space-y-3">
        {groups.map(({ title, components }) => (
          <div key={title}>
            <p className="px-2 text-xs font-medium text-ink-3">{title}</p>
            <ul>
              {components.map((component) => (
                <li key={component}>
                  <Item component={component} {...props} />
                </li>
              ))}
            </ul>
          </div>
        ))}
        {groups.length === 0 && <p className="px-2 text-ink-3">Nothing to open</p>}
      </nav>
      {missing && without.length > 0 && (
        <div className="space-y-3 border-t border-dashed border-line-strong pt-3">
          <p className="flex items-baseline justify-between gap-2 px-2 text-xs font-medium text-ink-2">
            Not in this merchant’s dashboard
            <span className="text-ink-3 tabular-nums">{without.length}</span>
          </p>
          {byLayer(side, without).map(([by, { limited, components }]) => (
            <div key={by}>
              <p
                className={cn(
                  'flex items-center gap-1 px-2 text-xs font-medium',
                  limited ? 'text-limit-text' : 'text-ink-3',
                )}
              >
                {limited && <Lock aria-hidden className="size-3 shrink-0" />}
                {by}
              </p>
              <ul>
                {components.map((component) => (
                  <li key={component}>
                    <Item component={component} dense {...props} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Components that are off, by the layer that keeps them out. */
function byLayer(side: Side, without: readonly Component[]) {
  const layers = new Map<string, { limited: boolean; components: Component[] }>();
  for (const component of without) {
    const { by, layer } = whyOf(side, cellOf(component));
    const group = layers.get(by) ?? { limited: layer === 'ceiling', components: [] };
    group.components.push(component);
    layers.set(by, group);
  }
  return [...layers];
}

function Item({
  component,
  open,
  changed,
  address,
  dense = false,
}: Omit<NavProps, 'drawing'> & { component: Component; dense?: boolean }) {
  const current = component === open;
  return (
    <Link
      href={viewHref({ ...address, component })}
      scroll={false}
      prefetch={false}
      aria-current={current ? 'page' : undefined}
      className={navItemClass(current, dense)}
    >
      <span className="min-w-0 truncate">{componentEntry(component).title}</span>
      {changed.has(component) && (
        <>
          <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
          <span className="sr-only">, differs</span>
        </>
      )}
    </Link>
  );
}
