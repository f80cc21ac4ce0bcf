'use client';

import { CopyPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button';
import type { CopySide } from './copy-edits';

const loadDialog = () => import('./copy-dialog').then((module) => module.CopyDialog);
const CopyDialog = dynamic(loadDialog, { ssr: false });

/** The button that copies overrides between two accounts; its window is loaded when it is wanted. */
export function CopyOverrides({ left, right }: { left: CopySide; right: CopySide }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<boolean | null>(null);
  // The window opens without a trigger of its own, so it does not know whom to give the focus back.
  useEffect(() => {
    if (open === false) button.current?.focus();
  }, [open]);
  return (
    <>
      <Button
        ref={button}
        aria-haspopup="dialog"
        onPointerEnter={loadDialog}
        onClick={() => setOpen(true)}
      >
        <CopyPlus aria-hidden className="size-4" />
        Copy overrides
      </Button>
      {open && <CopyDialog left={left} right={right} onClose={() => setOpen(false)} />}
    </>
  );
}
