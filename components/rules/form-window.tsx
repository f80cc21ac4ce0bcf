'use client';

import type { FormEvent, ReactNode } from 'react';
import { FormEnd } from '../settings/action-dialog';
import { Dialog, DialogContent } from '../ui/dialog';

/** The window with the fields of one rule. What is entered goes to the page, where it is saved. */
export function FormWindow({
  title,
  description,
  sentence,
  text,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  description: string;
  /** What the fields come to, in words. */
  sentence: string | null;
  /** What the button says. */
  text: string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent wide title={title} description={description}>
        <form onSubmit={submit} noValidate className="mt-4 space-y-4">
          {children}
          {sentence && (
            <p className="rounded-md border bg-sunken px-3 py-2 text-ink-2" aria-live="polite">
              {sentence}
            </p>
          )}
          <FormEnd onCancel={onClose} busy={false} text={text} busyText={text} />
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Whether a window begins something new or changes what is there, as its button says it. */
export const doneText = (isNew: boolean, what: string) => (isNew ? `Add ${what}` : 'Done');
