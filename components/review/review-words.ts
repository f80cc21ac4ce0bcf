import type { Cell } from '@/lib/domain/cells';
import type { ChangeView } from '@/lib/domain/views';
import { aboutOf } from '../changes/edit-words';
import type { Conflict, WireEdit } from '../edits/post-change';
import { snapshotOf } from '../edits/rebase';

/** What the main act of a review comes to. */
export type MainAct = 'apply' | 'submit' | 'schedule';

/** What the buttons that end a review say, at rest and under way. */
export const REVIEW_ACTS: Readonly<Record<MainAct | 'draft', { text: string; busy: string }>> = {
  apply: { text: 'Apply now', busy: 'Applying…' },
  submit: { text: 'Submit for approval', busy: 'Submitting…' },
  schedule: { text: 'Schedule', busy: 'Scheduling…' },
  draft: { text: 'Keep as draft', busy: 'Keeping…' },
};

/** Whether approvals are missing decides first: a time is kept until they are there. */
export function mainAct(change: ChangeView | null, applyAt: string | null): MainAct {
  const missing = change?.requirement.missing;
  if (missing && missing.approvers + missing.admins > 0) return 'submit';
  return applyAt === null ? 'apply' : 'schedule';
}

const KEPT: Readonly<Partial<Record<ChangeView['status'], string>>> = {
  unchanged: 'Nothing changed: it was so already.',
  draft: 'Kept as a draft. Nothing has changed yet.',
  in_review: 'Sent for approval. Nothing has changed yet.',
  approved: 'Kept. It takes effect once it is applied.',
  scheduled: 'Scheduled. It takes effect at its time.',
};

/** What became of edits that were handed in, in a sentence or two. */
export function reviewedWords({ status, impact: { accounts } }: ChangeView): string {
  return (
    KEPT[status] ?? `Applied. It reaches ${accounts} ${accounts === 1 ? 'account' : 'accounts'}.`
  );
}

/** One thing that an edit wants, beside what is current. */
export interface ConflictSide {
  cell?: Cell;
  field?: string;
  yours: unknown;
  current: unknown;
}

const FIELDS = ['name', 'extends', 'template', 'default'] as const;

/** What a refused edit wants of each cell and field that it names, beside what is current. */
export function conflictSides({ yours, current }: Conflict): ConflictSide[] {
  if (!isObject(yours) || !isObject(current)) return [];
  const now = snapshotOf(current, []);
  const cells = Object.entries(isObject(yours.set) ? yours.set : {}).map(
    ([cell, wanted]): ConflictSide => ({
      cell: cell as Cell,
      yours: wanted,
      current: now.cells[cell as Cell] ?? 'inherit',
    }),
  );
  const fields = FIELDS.filter((field) => yours[field] !== undefined).map(
    (field): ConflictSide => ({ field, yours: yours[field], current: current[field] ?? null }),
  );
  return [...fields, ...cells];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The revision that became current meanwhile; null where the conflict is of another kind. */
export function newerRevision({ expectedRevision, current }: Conflict): number | null {
  if (expectedRevision === undefined || !isObject(current)) return null;
  return typeof current.revision === 'number' ? current.revision : null;
}

/** The edits as made against what is current now, for whoever has seen both sides. */
export function madeAnew(
  edits: readonly WireEdit[],
  { subject }: Conflict,
  revision: number,
): WireEdit[] {
  return edits.map((edit) => {
    const about = aboutOf(edit);
    const same = about.kind === subject.kind && about.id === subject.id;
    return same && 'expectedRevision' in edit ? { ...edit, expectedRevision: revision } : edit;
  });
}
