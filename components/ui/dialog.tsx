'use client';

import { X } from 'lucide-react';
import * as Primitive from 'radix-ui/dialog';
import type { ReactNode } from 'react';
import { cn } from './cn';

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;

/** A modal window with its title, what it is about, and the buttons that end it. */
export function DialogContent({
  title,
  description,
  children,
  footer,
  wide = false,
}: {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
}) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
      <Primitive.Content
        className={cn(
          'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line-strong bg-surface shadow-(--shadow) outline-none',
          wide ? 'max-w-2xl' : 'max-w-md',
        )}
        {...(description ? {} : { 'aria-describedby': undefined })}
      >
        <div className="flex items-start justify-between gap-4 px-5 pt-4">
          <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
          <Primitive.Close
            aria-label="Close"
            className="-mr-1 grid size-7 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </Primitive.Close>
        </div>
        <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-5">
          {description && (
            <Primitive.Description className="text-base text-ink-2">
              {description}
            </Primitive.Description>
          )}
          {children}
        </div>
        {footer && (
          <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</div>
        )}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
