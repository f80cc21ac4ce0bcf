'use client';

import { useCallback, useEffect, useState } from 'react';
import type { SyncStatus } from '@/lib/domain/mirror';
import { send } from '../edits/send';
import { notify, notifyProblem } from '../ui/notify';

const PATH = '/api/mirror/sync';
const LOOK_EVERY_MS = 1_500;

/** How the syncs stand, followed while one runs, with the acts on them. */
export function useSync(initial: SyncStatus) {
  const [status, setStatus] = useState(initial);
  const [busy, setBusy] = useState(false);

  // The page was shown anew and knows more than what was asked for in between.
  useEffect(() => setStatus(initial), [initial]);

  const look = useCallback(async () => {
    const { value } = await send<SyncStatus>('GET', PATH);
    if (value) setStatus(value);
  }, []);

  const running = status.running !== null;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [running, look]);

  const act = async (method: 'POST' | 'DELETE', done: string) => {
    setBusy(true);
    const { problem } = await send(method, PATH);
    await look();
    setBusy(false);
    void (problem ? notifyProblem(problem.detail) : notify(done));
  };
  return {
    status,
    busy,
    start: () => act('POST', 'The sync has begun.'),
    cancel: () => act('DELETE', 'The sync is cancelled. What it had saved is kept.'),
  };
}
