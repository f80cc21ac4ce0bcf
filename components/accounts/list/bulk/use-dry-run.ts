'use client';

import { useEffect, useState } from 'react';
import type { ChangeView } from '@/lib/domain/views';
import type { Problem, WireEdit } from '../../../edits/post-change';
import { send } from '../../../edits/send';

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
  const body = edits && JSON.stringify({ reason: 'Dry run', edits, dryRun: true });
  const text = body && `${attempt} ${body}`;

  useEffect(() => {
    if (!body) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const outcome = await send<ChangeView>('POST', '/api/changes', JSON.parse(body));
      if (!wanted) return;
      const problem = (outcome.problem as Problem | undefined) ?? null;
      setFound({ change: outcome.value ?? null, problem, text });
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
