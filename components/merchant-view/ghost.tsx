'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cn } from '../ui/cn';

const ExplanationPopover = dynamic(
  () => import('./explanation-popover').then((module) => module.ExplanationPopover),
  { ssr: false },
);

/** How long the pointer may take from the outline to its explanation. */
const GRACE_MS = 160;

/**
 * The outline of something that is not there. Pointing at it or focusing it shows why; pressing it
 * keeps the explanation open and goes into it.
 */
export function Ghost({
  label,
  className,
  explanation,
  children,
}: {
  /** Names the explanation: "Why Refund is missing". */
  label: string;
  className: string;
  explanation: ReactNode;
  children: ReactNode;
}) {
  const [open, setOpen] = useState<'never' | 'no' | 'peek' | 'kept'>('never');
  const outline = useRef<HTMLButtonElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Whether the focus has to come back to the outline, and whether it is just doing so. */
  const focus = useRef<'elsewhere' | 'inside' | 'returning'>('elsewhere');
  useEffect(() => () => clearTimeout(closing.current), []);

  const shown = open === 'peek' || open === 'kept';
  const peek = () => {
    clearTimeout(closing.current);
    setOpen((now) => (now === 'kept' ? now : 'peek'));
  };
  const leave = () => {
    clearTimeout(closing.current);
    closing.current = setTimeout(() => setOpen((now) => (now === 'peek' ? 'no' : now)), GRACE_MS);
  };
  const press = () => {
    if (open === 'kept') {
      setOpen('no');
      return;
    }
    focus.current = 'inside';
    setOpen('kept');
    content.current?.querySelector('a')?.focus();
  };

  return (
    <>
      <button
        ref={outline}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={shown}
        className={cn('text-left', className)}
        onPointerEnter={({ pointerType }) => pointerType === 'mouse' && peek()}
        onPointerLeave={leave}
        onFocus={({ currentTarget }) =>
          focus.current !== 'returning' && currentTarget.matches(':focus-visible') && peek()
        }
        onBlur={leave}
        onClick={press}
      >
        {children}
      </button>
      {open !== 'never' && (
        <ExplanationPopover
          open={shown}
          label={label}
          anchor={outline}
          content={content}
          takesFocus={() => focus.current === 'inside'}
          onClose={() => setOpen('no')}
          onClosed={() => {
            if (focus.current === 'inside') {
              focus.current = 'returning';
              outline.current?.focus();
            }
            focus.current = 'elsewhere';
          }}
          onOutside={() => {
            focus.current = 'elsewhere';
          }}
          onPointerEnter={peek}
          onPointerLeave={leave}
        >
          {explanation}
        </ExplanationPopover>
      )}
    </>
  );
}
