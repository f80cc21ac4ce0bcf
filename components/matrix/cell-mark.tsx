import { Check, CircleDashed, Lock, Minus } from 'lucide-react';
import type { CellOrigin, CellValue } from '@/lib/domain/cell-view';
import { cn } from '../ui/cn';

/**
 * The sign in front of a value: a tick or a dash, hollow where it is inherited and solid where it
 * is decided here; a lock where Stripe limits it. It repeats what the words beside it say.
 */
export function CellMark({
  value,
  origin,
  dimmed = false,
}: {
  value: CellValue;
  origin: CellOrigin;
  dimmed?: boolean;
}) {
  if (origin === 'limit') {
    return (
      <Lock
        aria-hidden
        className={cn('size-4 shrink-0 p-px', dimmed ? 'text-ink-3' : 'text-limit-text')}
      />
    );
  }
  if (value === null) {
    return <CircleDashed aria-hidden className="size-4 shrink-0 text-ink-3" />;
  }
  const Icon = value ? Check : Minus;
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-4 shrink-0 place-items-center rounded-full border',
        look(value, origin !== 'inherited', dimmed),
      )}
    >
      <Icon className="size-2.5" strokeWidth={3.5} />
    </span>
  );
}

function look(value: boolean, solid: boolean, dimmed: boolean): string {
  if (dimmed) return solid ? 'border-off bg-off/25 text-ink-3' : 'border-line-strong text-ink-3';
  if (solid) {
    return value ? 'border-on bg-on text-on-mark' : 'border-off bg-off text-off-mark';
  }
  return value ? 'border-on/60 text-on-text' : 'border-line-strong text-ink-3';
}
