'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ChangeView } from '@/lib/domain/views';
import { changePath } from '../changes/address';
import { reviewedWords } from '../review/review-words';
import { notify, notifyProblem } from '../ui/notify';
import type { Draft } from './draft';
import { leaveFor } from './leave';
import { MAX_REASON, type Problem, postChange, type WireEdit } from './post-change';
import { type Rebased, rebase, snapshotOf, withoutSent } from './rebase';
import type { Edits, Revised } from './use-edits';

/** A refused save with what of the draft can be laid over the current state. */
export interface RefusedSave extends Rebased {
  revision: number | null;
}

/** What a save has to know of accounts or of templates. */
export interface Saving<State extends Revised> {
  /** The state once a change has applied these edits; null where only the server can tell. */
  after: (state: State, edits: readonly WireEdit[], change: ChangeView) => State | null;
  /** The edits that put back what stood there before. */
  inverse: (before: State, edits: readonly WireEdit[], now: Date) => WireEdit[];
}

export interface Save {
  saving: boolean;
  problem: Problem | null;
  refused: RefusedSave | null;
  /** Posts the edits as one change; says whether they were taken. */
  save: (reason: string, edits: readonly WireEdit[]) => Promise<boolean>;
  /** Takes over a change that these edits were handed in as, by way of a review. */
  reviewed: (change: ChangeView, edits: readonly WireEdit[]) => void;
  /** Loads what is current and lays the edits that do not clash over it. */
  reapply: () => void;
  closeRefused: () => void;
}

const asItIs = (draft: Draft) => draft;

function savedWords(change: ChangeView): string {
  if (change.status !== 'applied') return reviewedWords(change);
  const { accounts } = change.impact;
  return `Saved. It reaches ${accounts} ${accounts === 1 ? 'account' : 'accounts'}.`;
}

function undoProblemWords({ code, detail }: Problem): string {
  return code === 'conflict'
    ? 'Not undone: somebody has changed this meanwhile, and nothing was overwritten.'
    : `Not undone. ${detail}`;
}

/**
 * Saves gathered edits as one change. What comes of it is shown from the answer itself; the server
 * sends the page anew behind it. The message about it offers to undo: that is another change, which
 * holds only as long as nobody has changed the same account or template since.
 */
export function useSave<State extends Revised>(
  edits: Edits<State>,
  { after, inverse }: Saving<State>,
): Save {
  const { draft, saved } = edits;
  const router = useRouter();
  const [posting, setPosting] = useState(false);
  const [failed, setFailed] = useState<{ draft: Draft; problem: Problem } | null>(null);
  const [refused, setRefused] = useState<RefusedSave | null>(null);

  const undo = async (before: State, done: readonly WireEdit[], reason: string) => {
    const back = inverse(before, done, new Date());
    const { change, problem } = await postChange(`Undo of: ${reason}`.slice(0, MAX_REASON), back);
    if (problem) {
      const again = { label: 'Try again', run: () => undo(before, done, reason) };
      void notifyProblem(
        undoProblemWords(problem),
        problem.code === 'conflict' ? undefined : again,
      );
      return;
    }
    const now = edits.latest();
    const follows = change.status === 'applied' && now.revision === before.revision + 1;
    edits.settle((follows && after(now, back, change)) || now, asItIs);
    void notify(change.status === 'applied' ? 'Undone.' : savedWords(change));
  };

  const refuse = (problem: Problem) => {
    const { conflict } = problem;
    if (conflict?.expectedRevision === undefined || !conflict.current) {
      setFailed({ draft, problem });
      return;
    }
    const current = snapshotOf(conflict.current, Object.keys(saved.fields));
    const { revision = null } = conflict.current as { revision?: number };
    setRefused({ revision, ...rebase(draft, saved, current) });
  };

  const taken = (
    change: ChangeView,
    wire: readonly WireEdit[],
    words: (change: ChangeView) => string,
  ) => {
    const before = edits.state;
    const applied = change.status === 'applied';
    // In a review edits may have been laid over a later state, which is not at hand.
    const overtaken = change.edits.some(
      (edit) =>
        'expectedRevision' in edit &&
        edit.expectedRevision !== undefined &&
        edit.expectedRevision !== before.revision,
    );
    const state = overtaken ? null : applied ? after(before, wire, change) : before;
    edits.settle(state, (now) => withoutSent(now, draft));
    const { id, reason } = change;
    const takeBack = { label: 'Undo', undoes: true, run: () => undo(before, wire, reason) };
    const show = id
      ? { label: 'Show', run: () => leaveFor(() => router.push(changePath(id))) }
      : undefined;
    void notify(words(change), applied && !overtaken ? takeBack : show);
  };

  return {
    saving: posting || edits.awaiting,
    // A problem is about the draft that was sent: whoever edits on has seen it.
    problem: failed?.draft === draft ? failed.problem : null,
    refused,
    save: async (reason, wire) => {
      setPosting(true);
      setFailed(null);
      const { change, problem } = await postChange(reason, wire);
      setPosting(false);
      if (problem) {
        refuse(problem);
        return false;
      }
      taken(change, wire, savedWords);
      return true;
    },
    reviewed: (change, wire) => {
      setFailed(null);
      taken(change, wire, reviewedWords);
    },
    reapply: () => {
      if (refused) edits.settle(null, () => refused.kept);
      setRefused(null);
    },
    closeRefused: () => setRefused(null),
  };
}
