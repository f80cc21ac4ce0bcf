import type { ReactNode } from 'react';

/** A page that says one thing: what happened, and what can be done now. */
export function MessagePage({
  title,
  children,
  actions,
  reference,
}: {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** What to name when asking for help. */
  reference?: string;
}) {
  return (
    <div className="grid min-h-[60dvh] place-items-center px-4 py-12">
      <div className="w-full max-w-md">
        <h1 className="text-xl font-semibold">{title}</h1>
        <div className="mt-2 space-y-2 text-md text-ink-2">{children}</div>
        {actions && <div className="mt-5 flex flex-wrap gap-2">{actions}</div>}
        {reference && (
          <p className="mt-5 text-sm break-all text-ink-3">
            Reference <span className="font-mono select-all">{reference}</span>
          </p>
        )}
      </div>
    </div>
  );
}
