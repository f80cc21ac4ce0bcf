'use client';

import { useEffect, useRef, useState } from 'react';
import type { Permission } from '@/lib/domain/permissions';
import { AskDialog } from './ask-dialog';
import { CreateFromPalette } from './create-from-palette';
import type { PaletteMode } from './open-palette';
import { Shortcuts } from './shortcuts';

/** The palette's windows, one at a time; when the last of them closes, the focus goes back. */
export function Palette({
  mode,
  typed,
  permissions,
  onMode,
  onClose,
}: {
  mode: PaletteMode;
  /** What was typed before the palette was there. */
  typed: string;
  permissions: readonly Permission[];
  onMode: (mode: PaletteMode) => void;
  onClose: () => void;
}) {
  const [creating, setCreating] = useState(false);
  const back = useRef<Element | null>(null);
  back.current ??= document.activeElement;
  const after = useRef<(() => void) | null>(null);

  const there = useRef(false);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
      // Once the last window has let go of the focus and of the page behind it.
      setTimeout(() => {
        if (there.current) return;
        if (after.current) after.current();
        else if (back.current instanceof HTMLElement) back.current.focus({ preventScroll: true });
      });
    };
  }, []);

  if (mode === 'shortcuts') return <Shortcuts onClose={onClose} />;
  if (creating) return <CreateFromPalette onClose={onClose} />;
  return (
    <AskDialog
      typed={typed}
      permissions={permissions}
      onClose={onClose}
      onCloseInto={(act) => {
        after.current = act;
        onClose();
      }}
      onDialog={(dialog) => (dialog === 'shortcuts' ? onMode('shortcuts') : setCreating(true))}
    />
  );
}
