import type { ReactNode } from 'react';

/** What can be done with a row: beside each other, or one below the other where it is narrow. */
export function RowActs({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col items-end justify-end gap-1 sm:flex-row sm:items-center">
      {children}
    </div>
  );
}
