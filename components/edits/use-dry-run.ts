'use client';

import type { ChangeView } from '@/lib/domain/views';
import { type Problem, postChange, type WireEdit } from './post-change';
import { useAnswer } from './use-answer';

/** What the edits would do, as the server found out by doing and undoing them. */
export interface DryRun {
  change: ChangeView | null;
  problem: Problem | null;
  running: boolean;
  /** Runs it again, after a refusal. */
  again: () => void;
}

async function dryRun(edits: readonly WireEdit[]) {
  const { change, problem } = await postChange('Dry run', edits, { dryRun: true });
  return { value: change, problem };
}

/** Dry-runs edits whenever they change; without edits there is nothing to run. */
export function useDryRun(edits: readonly WireEdit[] | null): DryRun {
  const { value, ...rest } = useAnswer(edits, dryRun);
  return { change: value, ...rest };
}
