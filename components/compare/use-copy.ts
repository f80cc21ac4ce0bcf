'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { Settings } from '@/lib/domain/settings';
import type { ChangeView } from '@/lib/domain/views';
import type { Snapshot } from '../edits/draft';
import { type Outcome, type Problem, postChange } from '../edits/post-change';
import { rebase, snapshotOf } from '../edits/rebase';
import { send } from '../edits/send';
import type { RefusedSave } from '../edits/use-save';
import { notify } from '../ui/notify';
import type { SideName } from './address';
import { type CopySide, type CopyTerms, copyEdits, differing } from './copy-edits';

const OTHER = { left: 'right', right: 'left' } as const;

const snapshot = ({ overrides }: CopySide): Snapshot => ({
  cells: Object.fromEntries(overrides.map(({ cell, setting }) => [cell, setting])) as Settings,
  fields: {},
});

function doneWords(change: ChangeView, from: CopySide, to: CopySide, count: number): string {
  if (change.status === 'unchanged') return `Nothing changed: ${to.name} had them already.`;
  if (change.status !== 'applied') return 'Kept. It takes effect once it is applied.';
  return `Copied ${count} ${count === 1 ? 'override' : 'overrides'} from ${from.name} to ${to.name}.`;
}

/** Gathers what is to be copied, tries it without writing, then hands it in as one change. */
export function useCopy(sides: Record<SideName, CopySide>, onDone: () => void) {
  const router = useRouter();
  const [refreshing, startRefresh] = useTransition();
  const [source, setSource] = useState<SideName>(
    sides.left.overrides.length > 0 ? 'left' : 'right',
  );
  const [from, to] = [sides[source], sides[OTHER[source]]];
  const [cells, setCells] = useState<ReadonlySet<Cell>>(() => new Set(differing(from, to)));
  const [terms, setTerms] = useState<CopyTerms>({ expiry: true, note: true });
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refused, setRefused] = useState<RefusedSave | null>(null);
  const [preview, setPreview] = useState<ChangeView | null>(null);
  const chosen = from.overrides.filter(({ cell }) => cells.has(cell));

  /** Sends the copy and returns what came of it; null where it was refused, and that is shown. */
  const hand = async (dryRun: boolean): Promise<ChangeView | null> => {
    setBusy(true);
    setProblem(null);
    const edits = copyEdits(chosen, to, terms);
    const outcome = dryRun
      ? await tryOut(reason.trim(), edits)
      : await postChange(reason.trim(), edits);
    setBusy(false);
    if (!outcome.problem) return outcome.change;
    const { conflict } = outcome.problem;
    if (conflict?.expectedRevision !== undefined && conflict.current) {
      const { revision } = conflict.current as { revision?: number };
      const draft = { cells: snapshot({ ...from, overrides: chosen }).cells, fields: {} };
      const newer = rebase(draft, snapshot(to), snapshotOf(conflict.current, []));
      setRefused({ revision: revision ?? null, ...newer });
    } else {
      setProblem(outcome.problem);
    }
    return null;
  };

  return {
    from,
    to,
    chosen,
    cells,
    terms,
    reason,
    busy: busy || refreshing,
    problem,
    refused,
    preview,
    toggle: (cell: Cell) => {
      const next = new Set(cells);
      if (!next.delete(cell)) next.add(cell);
      setCells(next);
    },
    setTerms,
    setReason,
    swap: () => {
      setSource(OTHER[source]);
      setCells(new Set(differing(to, from)));
      setProblem(null);
    },
    tryOut: async () => setPreview(await hand(true)),
    back: () => {
      setPreview(null);
      setProblem(null);
    },
    copy: async () => {
      const change = await hand(false);
      if (!change) return;
      void notify(doneWords(change, from, to, chosen.length));
      startRefresh(() => router.refresh());
      onDone();
    },
    /** Loads what is current, and goes on with what nobody else touched. */
    lookAgain: () => {
      if (refused) setCells(new Set(Object.keys(refused.kept.cells) as Cell[]));
      setRefused(null);
      setPreview(null);
      startRefresh(() => router.refresh());
    },
    closeRefused: () => setRefused(null),
  };
}

export type Copy = ReturnType<typeof useCopy>;

/** The change as it would be; nothing is written. */
async function tryOut(reason: string, edits: ReturnType<typeof copyEdits>): Promise<Outcome> {
  const body = { reason, edits, dryRun: true };
  const { value, problem } = await send<ChangeView>('POST', '/api/changes', body);
  return value ? { change: value } : { problem: problem as Problem };
}
