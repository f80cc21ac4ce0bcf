'use client';

import type { ReactNode } from 'react';
import { Dialog, DialogContent } from '../ui/dialog';

/** The window of an act; its code comes with the first one that is opened. */
export function ActionWindow({
  title,
  description,
  children,
  onClose,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={description}>
        {children}
      </DialogContent>
    </Dialog>
  );
}
