import type { ReactNode } from 'react';
import { cn } from '../ui/cn';

/** Names and what goes with them, as dense as the width allows. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">{children}</dl>;
}

export function Fact({
  name,
  wide = false,
  children,
}: {
  name: string;
  /** Takes a second column, for a value that is a sentence. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cn('min-w-0', wide && 'col-span-2')}>
      <dt className="text-sm text-ink-3">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
