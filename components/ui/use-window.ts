import { useEffect, useRef, useState } from 'react';

/**
 * A window that is opened by a button and loaded only then. It opens without a trigger of its own,
 * so it does not know whom to give the focus back: `button` gets it when the window is closed.
 */
export function useWindow() {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<boolean | null>(null);
  useEffect(() => {
    if (open === false) button.current?.focus();
  }, [open]);
  return { button, open: open === true, show: () => setOpen(true), close: () => setOpen(false) };
}
