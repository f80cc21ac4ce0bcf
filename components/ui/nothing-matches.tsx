import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { buttonClass } from './button';
import { EmptyState } from './empty-state';

/** Says that there is something, but nothing that fits, and leads to all of it. */
export function NothingMatches<T extends string>({
  href,
  text = 'Clear filters',
  children,
}: {
  /** Where all of it is. */
  href: Route<T>;
  text?: string;
  children: ReactNode;
}) {
  return (
    <EmptyState
      title="Nothing matches"
      action={
        <Link href={href} className={buttonClass()}>
          {text}
        </Link>
      }
    >
      {children}
    </EmptyState>
  );
}
