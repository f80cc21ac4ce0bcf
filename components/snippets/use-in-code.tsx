'use client';

import { Braces } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { useHydrated } from '../ui/time';
import type { CodeSubject } from './code-dialog';

const loadDialog = () => import('./code-dialog').then((module) => module.CodeDialog);
const CodeDialog = dynamic(loadDialog, { ssr: false });

/** The button that shows how code mints for an account; its window is loaded when it is wanted. */
export function UseInCode({ subject }: { subject: CodeSubject }) {
  const button = useRef<HTMLButtonElement>(null);
  const hydrated = useHydrated();
  const [open, setOpen] = useState<boolean | null>(null);
  // The window opens without a trigger of its own, so it does not know whom to give the focus back.
  useEffect(() => {
    if (open === false) button.current?.focus();
  }, [open]);
  return (
    <>
      <Button
        ref={button}
        variant="ghost"
        className="max-sm:order-last"
        aria-haspopup="dialog"
        aria-disabled={!hydrated || undefined}
        onPointerEnter={loadDialog}
        onClick={() => setOpen(true)}
      >
        <Braces aria-hidden className="size-4" />
        Use in code
      </Button>
      {open && <CodeDialog subject={subject} onClose={() => setOpen(false)} />}
    </>
  );
}
