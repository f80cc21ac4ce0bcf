'use client';

import { Braces } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '../ui/button';
import { useHydrated } from '../ui/time';
import { useWindow } from '../ui/use-window';
import type { CodeSubject } from './code-dialog';

const loadDialog = () => import('./code-dialog').then((module) => module.CodeDialog);
const CodeDialog = dynamic(loadDialog, { ssr: false });

/** The button that shows how code mints for an account; its window is loaded when it is wanted. */
export function UseInCode({ subject }: { subject: CodeSubject }) {
  const hydrated = useHydrated();
  const { button, open, show, close } = useWindow();
  return (
    <>
      <Button
        ref={button}
        variant="ghost"
        className="max-sm:order-last"
        aria-haspopup="dialog"
        aria-disabled={!hydrated || undefined}
        onPointerEnter={loadDialog}
        onClick={show}
      >
        <Braces aria-hidden className="size-4" />
        Use in code
      </Button>
      {open && <CodeDialog subject={subject} onClose={close} />}
    </>
  );
}
