'use client';

import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Notice } from '../ui/notice';

/** A secret that was just made: the only time that it is shown. */
export function ShownOnce({
  secret,
  label,
  children,
  onDone,
}: {
  secret: string;
  /** What it is, e.g. "token". */
  label: string;
  /** What to do with it. */
  children?: ReactNode;
  onDone: () => void;
}) {
  return (
    <div className="mt-4 space-y-4">
      <Notice title={`Copy the ${label} now: it is not shown again.`}>{children}</Notice>
      <div className="flex min-w-0 items-start gap-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1.5 pl-2.5">
        <code className="min-w-0 flex-1 font-mono text-sm leading-6 wrap-anywhere select-all">
          {secret}
        </code>
        <CopyButton text={secret} label={label} />
      </div>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
