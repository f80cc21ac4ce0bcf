'use client';

import { useState } from 'react';
import type { ChangeView } from '@/lib/domain/views';
import { type Problem, postChange, type WireEdit } from '../edits/post-change';
import { type DryRun, useDryRun } from '../edits/use-dry-run';
import { madeAnew, newerRevision } from './review-words';

export interface Review extends DryRun {
  edits: readonly WireEdit[];
  /** What is under way; null for nothing. */
  doing: 'main' | 'draft' | null;
  /** Whether the edits can be handed in as they are. */
  ready: boolean;
  hand: (as: 'main' | 'draft', reason: string, applyAt: string | null) => Promise<void>;
  /** Where somebody changed the same meanwhile: looks at the edits against what is current. */
  lookAnew: (() => void) | null;
}

/** Tries edits out without writing, and then hands them to the one door. */
export function useReview(
  given: readonly WireEdit[],
  onDone: (change: ChangeView) => void,
): Review {
  const [edits, setEdits] = useState(given);
  const [doing, setDoing] = useState<Review['doing']>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const dryRun = useDryRun(edits);
  const problem = refused ?? dryRun.problem;
  const conflict = problem?.conflict ?? null;
  const newer = conflict && newerRevision(conflict);

  return {
    ...dryRun,
    edits,
    doing,
    problem,
    ready: !dryRun.running && !dryRun.problem && !conflict && dryRun.change?.status === 'dry_run',
    hand: async (as, reason, applyAt) => {
      setDoing(as);
      setRefused(null);
      const manner = { draft: as === 'draft', ...(applyAt !== null && { applyAt }) };
      const answer = await postChange(reason, edits, manner);
      setDoing(null);
      if (answer.problem) setRefused(answer.problem);
      else onDone(answer.change);
    },
    again: () => {
      setRefused(null);
      dryRun.again();
    },
    lookAnew:
      conflict && newer !== null
        ? () => {
            setRefused(null);
            setEdits(madeAnew(edits, conflict, newer));
          }
        : null,
  };
}
