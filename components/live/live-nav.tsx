'use client';

import { type Component, componentEntry } from '@/lib/domain/catalog';
import { MATRIX_GROUPS } from '../matrix/layout';
import { navItemClass } from '../merchant-view/frame-shell';

/** The merchant's components by group, of which one is shown at a time. */
export function LiveNav({
  components,
  open,
  onOpen,
}: {
  components: readonly Component[];
  open: Component | undefined;
  onOpen: (component: Component) => void;
}) {
  const groups = MATRIX_GROUPS.map(({ title, components: all }) => ({
    title,
    own: all.filter((component) => components.includes(component)),
  })).filter(({ own }) => own.length > 0);
  return (
    <nav aria-label="Live dashboard" className="space-y-3">
      {groups.map(({ title, own }) => (
        <div key={title}>
          <p className="px-2 text-xs font-medium text-ink-3">{title}</p>
          <ul>
            {own.map((component) => (
              <li key={component}>
                <button
                  type="button"
                  aria-current={component === open ? 'page' : undefined}
                  onClick={() => onOpen(component)}
                  className={navItemClass(component === open)}
                >
                  <span className="min-w-0 truncate">{componentEntry(component).title}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
