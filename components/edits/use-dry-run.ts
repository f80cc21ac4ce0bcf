'use client';

import { useEffect, useState } from 'react';
import type { ChangeView } from '@/lib/domain/views';
import { type Problem, postChange, type WireEdit } from './post-change';

const PAUSE_MS = 200;

/** What the edits would do, as the server found out by doing and undoing them. */
export interface DryRun {
  change: ChangeView | null;
  problem: Problem | null;
  running: boolean;
  /** Runs it again, after a refusal. */
  again: () => void;
}

/** Dry-runs edits whenever they change; without edits there is nothing to run. */
export function useDryRun(edits: readonly WireEdit[] | null): DryRun {
  const [found, setFound] = useState<Pick<DryRun, 'change' | 'problem'> & { text: string | null }>({
    change: null,
    problem: null,
    text: null,
  });
  const [attempt, setAttempt] = useState(0);
  const body = edits && JSON.stringify(edits);
  const text = body && `${attempt} ${body}`;

  useEffect(() => {
    if (!body) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const sent: WireEdit[] = JSON.parse(body);
      const { change, problem } = await postChange('Dry run', sent, { dryRun: true });
      if (!wanted) return;
      setFound({ change: change ?? null, problem: problem ?? null, text });
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [body, text]);

  const current = text !== null && found.text === text;
  return {
    // The last answer stays in sight until the next one is there.
    change: text === null ? null : found.change,
    problem: current ? found.problem : null,
    running: text !== null && !current,
    again: () => setAttempt((count) => count + 1),
  };
}
