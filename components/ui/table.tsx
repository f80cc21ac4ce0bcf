import type { ComponentProps } from 'react';
import { cn } from './cn';

/**
 * A dense table; where it is too wide it scrolls in its own frame, never the page. What scrolls is
 * reached by keyboard through the links in its rows.
 */
export function Table({ label, children }: ComponentProps<'table'> & { label: string }) {
  return (
    <div className="relative overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-left text-base">
        {children}
      </table>
    </div>
  );
}

export function Th({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn(
        'h-8 border-b bg-sunken px-3 text-sm font-medium whitespace-nowrap text-ink-2 first:pl-4 last:pr-4',
        className,
      )}
      {...props}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      className={cn('border-b px-3 py-1.5 align-middle first:pl-4 last:pr-4', className)}
      {...props}
    />
  );
}
