import type { ReactNode } from 'react';

/** The frame of a console page: its width, its margins and the space between its parts. */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-[calc(100dvh-var(--shell-top,0px))] w-full max-w-[1688px] min-w-0 flex-col gap-4 px-4 py-5 sm:px-6">
      {children}
    </div>
  );
}
