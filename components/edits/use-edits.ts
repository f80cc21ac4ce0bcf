'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef, useState, useTransition } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { Setting } from '@/lib/domain/settings';
import { expectNotice } from '../ui/notify';
import {
  countEdits,
  type Draft,
  NO_EDITS,
  type Snapshot,
  withCell,
  withCellAnew,
  withField,
} from './draft';

/** An account or a template as a page has it; every change of it raises its revision. */
export interface Revised {
  revision: number;
}

/** Edits of one account or template that are gathered and not saved. */
export interface Edits<State extends Revised = Revised> {
  /** What is saved; right after a save it is ahead of what the server sent last. */
  state: State;
  saved: Snapshot;
  draft: Draft;
  count: number;
  /** Whether there ever was an edit: only then is what saves them loaded. */
  touched: boolean;
  /** What is saved is on its way, and the page cannot tell what it will be. */
  awaiting: boolean;
  setCell: (cell: Cell, setting: Setting) => void;
  setCellAnew: (cell: Cell) => void;
  setField: (field: string, value: string | null) => void;
  discard: () => void;
  /** What is saved at this very moment, for what was begun in an earlier rendering. */
  latest: () => State;
  /**
   * Shows at once what is saved now, and has the server send the rest of the page anew. Where what
   * is saved cannot be told (null), the draft stays in sight until the server has sent it.
   */
  settle: (state: State | null, keep: (draft: Draft) => Draft) => void;
}

/**
 * Gathers edits of one account or template. `served` is what the server sent; a save goes ahead of
 * it until the server sends the same revision or a later one. `snapshotOf` must not change.
 */
export function useEdits<State extends Revised>(
  served: State,
  snapshotOf: (state: State) => Snapshot,
): Edits<State> {
  const router = useRouter();
  const [ahead, setAhead] = useState<State | null>(null);
  const [draft, setDraft] = useState<Draft>(NO_EDITS);
  const [touched, setTouched] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  const [awaiting, setAwaiting] = useState<((draft: Draft) => Draft) | null>(null);
  const state = ahead !== null && ahead.revision > served.revision ? ahead : served;
  const saved = useMemo(() => snapshotOf(state), [state, snapshotOf]);
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  }, [state]);

  useEffect(() => {
    if (awaiting === null || refreshing) return;
    setDraft(awaiting);
    setAwaiting(null);
  }, [awaiting, refreshing]);

  const edit = (change: (now: Draft) => Draft) => {
    expectNotice();
    setTouched(true);
    setDraft(change);
  };

  return {
    state,
    saved,
    draft,
    count: countEdits(draft),
    touched,
    awaiting: awaiting !== null,
    setCell: (cell, setting) => edit((now) => withCell(now, saved, cell, setting)),
    setCellAnew: (cell) => edit((now) => withCellAnew(now, saved, cell)),
    setField: (field, value) => edit((now) => withField(now, saved, field, value)),
    discard: () => edit(() => NO_EDITS),
    latest: () => latest.current,
    settle: (next, keep) => {
      if (next === null) {
        setAwaiting(() => keep);
      } else {
        setAhead(next);
        setDraft(keep);
      }
      startRefresh(() => router.refresh());
    },
  };
}
