import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import { cn } from '../ui/cn';

export interface PageTab {
  href: Route;
  text: string;
  here: boolean;
  /** How many there are behind it. */
  count?: number;
}

/** The parts of a page, each with an address of its own. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1">
        {tabs.map(({ href, text, here, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={here ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-1.5 rounded-md px-2.5 font-medium',
                here
                  ? 'bg-sunken text-ink ring-1 ring-line-strong ring-inset'
                  : 'text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              {text}
              {count !== undefined && (
                <span className="text-sm text-ink-3 tabular-nums">
                  {count.toLocaleString('en')}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
