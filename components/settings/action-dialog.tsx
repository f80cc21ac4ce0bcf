'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button';
import { type AskedFor, useAskedFor } from '../ui/use-asked-for';

const ActionWindow = dynamic(() => import('./action-window').then((m) => m.ActionWindow), {
  ssr: false,
});

/** A button and the window that it opens. What stands in the window begins anew each time. */
export function ActionDialog({
  text,
  label,
  quiet = false,
  refreshing = false,
  askedFor,
  title,
  description,
  children,
}: {
  text: ReactNode;
  /** The button's whole name, where its text alone does not say what it is about. */
  label?: string;
  /** One of many in a list: it does not draw the eye. */
  quiet?: boolean;
  /** Closing the window shows the page anew. */
  refreshing?: boolean;
  /** What the address calls it, to have it open. */
  askedFor?: AskedFor;
  title: string;
  description?: ReactNode;
  children: (close: () => void) => ReactNode;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { asked, done } = useAskedFor(askedFor);
  const close = () => {
    setOpen(false);
    done();
    if (refreshing) router.refresh();
  };
  return (
    <>
      <Button
        size="sm"
        variant={quiet ? 'ghost' : 'secondary'}
        aria-label={label}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {text}
      </Button>
      {(open || asked) && (
        <ActionWindow title={title} description={description} onClose={close}>
          {children(close)}
        </ActionWindow>
      )}
    </>
  );
}

/** The buttons that end a form in a window. */
export function FormEnd({
  onCancel,
  busy,
  text,
  busyText,
  danger = false,
  keep = 'Cancel',
}: {
  onCancel: () => void;
  busy: boolean;
  text: string;
  busyText: string;
  danger?: boolean | undefined;
  /** What the button says that leaves all as it is. */
  keep?: string | undefined;
}) {
  return (
    <div className="flex justify-end gap-2 pt-1">
      <Button onClick={onCancel}>{keep}</Button>
      <Button type="submit" variant={danger ? 'danger' : 'primary'} disabled={busy}>
        {busy ? busyText : text}
      </Button>
    </div>
  );
}
