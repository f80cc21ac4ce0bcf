'use client';

import type { ReactNode, RefObject } from 'react';
import { Popover, PopoverAnchor, PopoverContent } from '../ui/popover';

/** The explanation beside an outline; loaded when the first one is asked for. */
export function ExplanationPopover({
  open,
  label,
  anchor,
  content,
  takesFocus,
  onClose,
  onClosed,
  onOutside,
  onPointerEnter,
  onPointerLeave,
  children,
}: {
  open: boolean;
  label: string;
  anchor: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** Whether the focus goes into it as it opens. */
  takesFocus: () => boolean;
  onClose: () => void;
  onClosed: () => void;
  /** Somebody turned to something else on the page. */
  onOutside: () => void;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  children: ReactNode;
}) {
  return (
    <Popover open={open} onOpenChange={(next) => !next && onClose()}>
      <PopoverAnchor virtualRef={anchor as { current: HTMLElement }} />
      <PopoverContent
        ref={content}
        aria-label={label}
        align="start"
        collisionPadding={16}
        className="w-[min(320px,calc(100vw-32px))] p-3"
        onPointerEnter={onPointerEnter}
        onPointerLeave={onPointerLeave}
        onOpenAutoFocus={(event) => !takesFocus() && event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
        onInteractOutside={(event) => {
          if (anchor.current?.contains(event.target as Node)) event.preventDefault();
          else onOutside();
        }}
      >
        {children}
      </PopoverContent>
    </Popover>
  );
}
