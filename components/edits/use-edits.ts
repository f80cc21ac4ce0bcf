'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { Setting } from '@/lib/domain/settings';
import type { ChangeView } from '@/lib/domain/views';
import { expectNotice, notify } from '../ui/notify';
import {
  countEdits,
  type Draft,
  NO_EDITS,
  type Rebased,
  rebase,
  type Snapshot,
  snapshotOf,
  withCell,
  withCellAnew,
  withField,
} from './draft';
import { type Problem, postChange, type WireEdit } from './post-change';
import { useLeaveGuard } from './use-leave-guard';

/** A refused save with what of the draft can be laid over the current state. */
export interface RefusedSave extends Rebased {
  detail: string;
  revision: number | null;
}

/** Gathers edits of one subject, saves them as one change and lives through a conflict. */
export interface Edits {
  draft: Draft;
  count: number;
  saving: boolean;
  problem: Problem | null;
  refused: RefusedSave | null;
  setCell: (cell: Cell, setting: Setting) => void;
  setCellAnew: (cell: Cell) => void;
  setField: (field: string, value: string | null) => void;
  discard: () => void;
  save: (reason: string, edits: readonly WireEdit[]) => Promise<boolean>;
  /** Loads what is current and lays the edits that do not clash over it. */
  reapply: () => void;
  closeRefused: () => void;
}

function savedWords(change: ChangeView): string {
  if (change.status === 'unchanged') return 'Nothing changed: it was so already.';
  if (change.status !== 'applied') return 'Kept. It takes effect once it is applied.';
  const { accounts } = change.impact;
  return `Saved. It reaches ${accounts} ${accounts === 1 ? 'account' : 'accounts'}.`;
}

export function useEdits(saved: Snapshot, revision: number): Edits {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>(NO_EDITS);
  const [posting, setPosting] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refused, setRefused] = useState<RefusedSave | null>(null);
  /** The draft to stand once newer data is on the page; until then the old one stays in sight. */
  const pending = useRef<Draft | null>(null);
  const count = countEdits(draft);
  useLeaveGuard(count > 0 && !posting && !refreshing);

  // biome-ignore lint/correctness/useExhaustiveDependencies: newer data is told by its revision
  useEffect(() => {
    if (pending.current === null || refreshing) return;
    setDraft(pending.current);
    pending.current = null;
  }, [revision, refreshing]);

  const refreshInto = (next: Draft) => {
    pending.current = next;
    startRefresh(() => router.refresh());
  };
  const edit = (change: (now: Draft) => Draft) => {
    expectNotice();
    setProblem(null);
    setDraft(change);
  };

  return {
    draft,
    count,
    saving: posting || refreshing,
    problem,
    refused,
    setCell: (cell, setting) => edit((now) => withCell(now, saved, cell, setting)),
    setCellAnew: (cell) => edit((now) => withCellAnew(now, saved, cell)),
    setField: (field, value) => edit((now) => withField(now, saved, field, value)),
    discard: () => edit(() => NO_EDITS),
    save: async (reason, edits) => {
      setPosting(true);
      setProblem(null);
      const outcome = await postChange(reason, edits);
      setPosting(false);
      if (!outcome.problem) {
        void notify(savedWords(outcome.change));
        refreshInto(NO_EDITS);
        return true;
      }
      const { conflict, detail } = outcome.problem;
      if (conflict?.expectedRevision !== undefined && conflict.current) {
        const current = snapshotOf(conflict.current, Object.keys(saved.fields));
        const { revision: newer } = conflict.current as { revision?: number };
        setRefused({ detail, revision: newer ?? null, ...rebase(draft, saved, current) });
      } else {
        setProblem(outcome.problem);
      }
      return false;
    },
    reapply: () => {
      if (refused) refreshInto(refused.kept);
      setRefused(null);
    },
    closeRefused: () => setRefused(null),
  };
}
