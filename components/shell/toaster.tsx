'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import { toasterWanted } from '../ui/notify';

const Messages = dynamic(() => import('./messages').then((module) => module.Messages), {
  ssr: false,
});

/** Where short messages about what just happened appear; it is loaded with the first of them. */
export function Toaster() {
  const wanted = useSyncExternalStore(toasterWanted.subscribe, toasterWanted.now, () => false);
  return wanted ? <Messages /> : null;
}
