'use client';

import { Menu } from 'lucide-react';
import type { Route } from 'next';
import { usePathname } from 'next/navigation';
import type { MouseEvent, ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from '../ui/cn';

export interface NavItem {
  href: Route;
  text: string;
  icon: ReactNode;
}

const ID = 'main-nav';

const hide = (event: MouseEvent<HTMLElement>) =>
  event.currentTarget.closest<HTMLElement>(`#${ID}`)?.hidePopover();

/**
 * The console's pages; the one that is open is marked. They are a column beside the page or a row
 * above it; where neither fits, they are the browser's own popover behind a button that says where
 * one is.
 */
export function Nav({ items }: { items: readonly NavItem[] }) {
  const pathname = usePathname();
  const isHere = ({ href }: NavItem) =>
    pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
  return (
    <>
      <button
        type="button"
        popoverTarget={ID}
        className="flex h-8 max-w-full items-center gap-2 rounded-md px-2 font-medium hover:bg-sunken lg:hidden"
      >
        <Menu aria-hidden className="size-4 shrink-0" />
        <span className="sr-only">Menu:</span>
        <span className="truncate">{items.find(isHere)?.text ?? 'Pages'}</span>
      </button>
      <nav
        id={ID}
        popover="auto"
        aria-label="Main"
        className="fixed inset-auto top-12 left-3 m-0 w-56 rounded-lg border border-line-strong bg-surface p-1.5 text-ink shadow-(--shadow) lg:static lg:block lg:w-auto lg:overflow-visible lg:border-0 lg:bg-transparent lg:p-0 lg:shadow-none"
      >
        <ul className="flex flex-col gap-0.5 lg:flex-row xl:flex-col">
          {items.map((item) => {
            const here = isHere(item);
            return (
              <li key={item.href}>
                <Link
                  href={item.href}
                  aria-current={here ? 'page' : undefined}
                  onClick={hide}
                  className={cn(
                    'flex h-10 items-center gap-2 rounded-md px-2 font-medium lg:h-8 [&_svg]:size-4 [&_svg]:shrink-0',
                    here ? 'bg-sunken text-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink',
                  )}
                >
                  <span aria-hidden className="lg:max-xl:hidden">
                    {item.icon}
                  </span>
                  {item.text}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </>
  );
}
