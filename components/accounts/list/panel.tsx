import { ChevronDown, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from '../../ui/button';
import { cn } from '../../ui/cn';

/**
 * A button with what opens below it. It is the browser's own popover, so that fields in it belong to
 * the form around it whether it is open or not, and it opens without scripts. On a narrow screen it
 * is a sheet at the bottom; where a browser cannot place it at its button, it is centred.
 */
export function Panel({
  id,
  text,
  icon: Icon,
  count = 0,
  countWords,
  align,
  children,
}: {
  id: string;
  text: string;
  icon: LucideIcon;
  /** A figure on the button where it is not 0, said as `countWords`. */
  count?: number;
  countWords?: string;
  /** Which edge of the button the panel keeps to. */
  align: 'left' | 'right';
  children: ReactNode;
}) {
  const anchor = `--${id}`;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        style={{ anchorName: anchor }}
        className={cn(buttonClass(), 'px-2.5')}
      >
        <Icon aria-hidden className="size-3.5 text-ink-3" />
        {text}
        {count > 0 && (
          <span className="grid h-4 min-w-4 place-items-center rounded bg-accent px-1 text-xs font-semibold text-accent-ink tabular-nums">
            {count}
            <span className="sr-only"> {countWords}</span>
          </span>
        )}
        <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={text}
        style={{ positionAnchor: anchor }}
        className={cn(
          'max-h-[80dvh] overflow-y-auto border border-line-strong bg-surface text-ink shadow-(--shadow)',
          'max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:m-0 max-sm:w-full max-sm:max-w-none max-sm:rounded-t-lg',
          'sm:m-auto sm:rounded-lg sm:supports-[position-area:bottom]:inset-auto sm:supports-[position-area:bottom]:mx-0 sm:supports-[position-area:bottom]:my-1.5 sm:[position-try-fallbacks:flip-block,flip-inline]',
          align === 'left'
            ? 'sm:[position-area:bottom_span-right]'
            : 'sm:[position-area:bottom_span-left]',
        )}
      >
        {children}
      </div>
    </>
  );
}
