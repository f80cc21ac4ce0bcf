'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { cn } from '../ui/cn';

export interface NavItem {
  href: Route;
  text: string;
  icon: ReactNode;
}

/** The console's pages; the one that is open is marked. */
export function Nav({ items }: { items: readonly NavItem[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="min-w-0">
      <ul className="flex gap-0.5 xl:flex-col">
        {items.map(({ href, text, icon }) => {
          const here = pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                className={cn(
                  'flex h-8 items-center gap-2 rounded-md px-2 font-medium [&_svg]:size-4 [&_svg]:shrink-0',
                  here ? 'bg-sunken text-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink',
                )}
              >
                <span aria-hidden>{icon}</span>
                <span className="sr-only sm:not-sr-only">{text}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
