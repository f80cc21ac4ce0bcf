import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

/** Something to know (`info`) or something that went wrong (`error`, spoken at once). */
export function Notice({
  tone = 'info',
  title,
  children,
}: {
  tone?: 'info' | 'error';
  title?: ReactNode;
  children?: ReactNode;
}) {
  const Icon = tone === 'error' ? CircleAlert : Info;
  return (
    <div
      role={tone === 'error' ? 'alert' : undefined}
      className={cn(
        'flex gap-2 rounded-md border px-3 py-2',
        tone === 'error' ? 'border-danger-line bg-danger-soft text-danger' : 'bg-sunken text-ink-2',
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
    </div>
  );
}
