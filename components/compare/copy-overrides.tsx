'use client';

import { CopyPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '../ui/button';
import { useWindow } from '../ui/use-window';
import type { CopySide } from './copy-edits';

const loadDialog = () => import('./copy-dialog').then((module) => module.CopyDialog);
const CopyDialog = dynamic(loadDialog, { ssr: false });

/** The button that copies overrides between two accounts; its window is loaded when it is wanted. */
export function CopyOverrides({ left, right }: { left: CopySide; right: CopySide }) {
  const { button, open, show, close } = useWindow();
  return (
    <>
      <Button ref={button} aria-haspopup="dialog" onPointerEnter={loadDialog} onClick={show}>
        <CopyPlus aria-hidden className="size-4" />
        Copy overrides
      </Button>
      {open && <CopyDialog left={left} right={right} onClose={close} />}
    </>
  );
}
