'use client';

import { Keyboard } from 'lucide-react';
import type { RefObject } from 'react';
import { openPalette } from '../palette/open-palette';
import { Button } from '../ui/button';
import { Popover, PopoverAnchor, PopoverContent } from '../ui/popover';
import { SignOut } from './sign-out';
import { ThemeSwitch } from './theme-switch';

/** Who is signed in, the theme, and the way out; it hangs at the button that opened it. */
export function UserMenuPanel({
  name,
  email,
  role,
  anchor,
  onClose,
}: {
  name: string;
  email: string;
  role: string;
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}) {
  return (
    <Popover open onOpenChange={(open) => !open && onClose()}>
      <PopoverAnchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <PopoverContent
        aria-label="Account and theme"
        align="start"
        className="w-60"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          anchor.current?.focus();
        }}
        onInteractOutside={(event) => {
          // The button closes it by itself; closed here first, it would open again.
          if (event.target instanceof Node && anchor.current?.contains(event.target)) {
            event.preventDefault();
          }
        }}
      >
        <div className="border-b px-3 py-2.5">
          <p className="truncate font-medium">{name}</p>
          <p className="truncate text-sm text-ink-3">{email}</p>
          <p className="text-sm text-ink-3">{role}</p>
        </div>
        <div className="border-b px-3 py-2.5">
          <ThemeSwitch />
        </div>
        <div className="p-1.5">
          <Button
            variant="ghost"
            className="w-full justify-start!"
            onClick={() => {
              onClose();
              openPalette('shortcuts');
            }}
          >
            <Keyboard aria-hidden className="size-4" />
            Keyboard shortcuts
          </Button>
          <SignOut />
        </div>
      </PopoverContent>
    </Popover>
  );
}
