import { type ReactNode, useId } from 'react';
import { cn } from './cn';

/** A titled part of a page. */
export function Section({
  title,
  aside,
  children,
  className,
  flush = false,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Without padding, for a table or list that reaches the border. */
  flush?: boolean;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn('min-w-0 rounded-lg border bg-surface', className)}>
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-1.5">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}
