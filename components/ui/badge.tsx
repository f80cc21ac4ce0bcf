import type { ReactNode } from 'react';
import { cn } from './cn';

export type Tone = 'neutral' | 'accent' | 'on' | 'limit' | 'danger';

const TONES: Record<Tone, string> = {
  neutral: 'border-line bg-sunken text-ink-2',
  accent: 'border-accent/40 bg-accent-soft text-accent-text',
  on: 'border-on-line bg-on-soft text-on-text',
  limit: 'border-limit-line bg-limit-soft text-limit-text',
  danger: 'border-danger-line bg-danger-soft text-danger',
};

/** A short word about the thing beside it; it never says anything by its colour alone. */
export function Badge({
  tone = 'neutral',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span
      title={title}
      className={cn(
        'inline-flex h-5 items-center gap-1 rounded border px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
