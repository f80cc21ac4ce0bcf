import type { ReactNode } from 'react';

/** The top of a page: its title, what stands beside it, and what can be done. */
export function PageHeader({
  title,
  badges,
  below,
  actions,
}: {
  title: ReactNode;
  badges?: ReactNode;
  below?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex min-w-0 flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
          {badges}
        </div>
        {below && <div className="mt-0.5 min-w-0 text-ink-2">{below}</div>}
      </div>
      {actions && <div className="flex min-w-0 flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
