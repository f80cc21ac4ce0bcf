'use client';

import { History } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import type { Asked } from './use-asked';

const HistoryPanel = dynamic(
  () => import('./history-panel').then((module) => module.HistoryPanel),
  {
    ssr: false,
    loading: () => <Skeleton className="mb-3 h-32 w-full" />,
  },
);

/** The heading of an account's policy, with the way into its past. */
export function HistoryHeading({
  account,
  revision,
  asked,
  at,
  wrong,
  differing,
  onGo,
}: {
  account: string;
  revision: number;
  asked: Asked;
  /** The past moment that is shown; null for now. */
  at: string | null;
  /** Why the moment in the address cannot be shown. */
  wrong: string | null;
  /** How many cells are otherwise now. */
  differing: number;
  /** Told before another moment is gone to; edits that are not saved were agreed to be lost. */
  onGo: () => void;
}) {
  const past = at !== null;
  const [open, setOpen] = useState(past || wrong !== null);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold">Policy</h2>
        {!past && (
          <Button
            size="sm"
            className="print:hidden"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <History aria-hidden className="size-3.5" />
            History
          </Button>
        )}
      </div>
      {wrong !== null && (
        <div className="mb-3">
          <Notice tone="error" title="That moment cannot be shown. What you see is the policy now.">
            {wrong}
          </Notice>
        </div>
      )}
      {(open || past) && (
        <HistoryPanel
          account={account}
          revision={revision}
          asked={asked}
          at={at}
          differing={differing}
          onGo={onGo}
        />
      )}
    </>
  );
}
