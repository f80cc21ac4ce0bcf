'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useLeaveGuard } from './use-leave-guard';

const LeaveDialog = dynamic(() => import('./leave-dialog').then((module) => module.LeaveDialog), {
  ssr: false,
});

/** Asks, in a window of its own, before so many unsaved edits are left behind. */
export function LeaveGuard({ count }: { count: number }) {
  const [go, setGo] = useState<(() => void) | null>(null);
  const letGo = useLeaveGuard(count > 0, (to) => setGo(() => to));
  if (go === null) return null;
  return (
    <LeaveDialog
      count={count}
      onStay={() => setGo(null)}
      onLeave={() => {
        setGo(null);
        letGo(go);
      }}
    />
  );
}
