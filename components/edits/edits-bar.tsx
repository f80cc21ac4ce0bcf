'use client';

import dynamic from 'next/dynamic';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { CellViews } from '@/lib/domain/cell-view';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { draftLines, type FieldWords } from './draft-lines';
import { EditLines } from './edit-lines';
import { LeaveGuard } from './leave-guard';
import { errorAt, type Problem, type WireEdit } from './post-change';
import { ReasonField } from './reason-field';
import type { Edits, Revised } from './use-edits';
import { type Saving, useSave } from './use-save';

const ConflictDialog = dynamic(
  () => import('./conflict-dialog').then((module) => module.ConflictDialog),
  { ssr: false },
);

const ReviewDialog = dynamic(
  () => import('../review/review-dialog').then((module) => module.ReviewDialog),
  { ssr: false },
);

/** What the server found wrong with a field, wherever in the request the field stood. */
type Wrong = (field: string) => string | undefined;

/** Where the focus goes when the bar that had it is gone: the cell that Tab reaches. */
function focusMatrix(): void {
  document.querySelector<HTMLElement>('[role=grid] [tabindex="0"]')?.focus({ preventScroll: true });
}

/**
 * The bar at the bottom of a page with unsaved edits: what they are in words, why they are made,
 * save and discard. It also asks before they are left behind, and lives through a conflict.
 */
export function EditsBar<State extends Revised>({
  edits,
  views,
  fields,
  decided,
  consequence,
  beside,
  saving: how,
  wire,
  children,
}: {
  edits: Edits<State>;
  views: CellViews;
  fields: FieldWords;
  /** What a decided cell is called here, before its setting. */
  decided?: string;
  /** What else the edits bring about, in a sentence. */
  consequence?: string | null;
  /** Stands beside the number of edits. */
  beside?: ReactNode;
  saving: Saving<State>;
  /** The draft as it goes over the wire. */
  wire: () => WireEdit[];
  /** Further fields beside the reason. */
  children?: (wrong: Wrong) => ReactNode;
}) {
  const bar = useRef<HTMLElement>(null);
  const [reason, setReason] = useState('');
  const [inReview, setInReview] = useState<WireEdit[] | null>(null);
  const { save, reviewed, saving, problem, refused, reapply, closeRefused } = useSave(edits, how);

  const wrong: Wrong = (field) => errorAt(problem, `/${field}`);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    const focused = bar.current?.contains(document.activeElement);
    if (!(await save(reason.trim(), wire()))) return;
    setReason('');
    if (focused) focusMatrix();
  };
  const discard = () => {
    edits.discard();
    focusMatrix();
  };

  if (edits.count === 0) return null;
  return (
    <section
      ref={bar}
      aria-label="Edits that are not saved"
      className="sticky bottom-0 z-20 -mx-4 -mb-5 border-t border-line-strong bg-surface px-4 py-3 shadow-(--shadow) sm:-mx-6 sm:px-6 print:hidden"
    >
      <form
        onSubmit={submit}
        className="grid max-w-[1640px] items-end gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,2.2fr)]"
      >
        <div className="min-w-0 self-start">
          <div className="mb-1 flex flex-wrap items-center gap-x-4">
            <p className="text-sm font-semibold">
              {edits.count} {edits.count === 1 ? 'edit' : 'edits'} not saved
            </p>
            {beside}
          </div>
          <EditLines lines={draftLines(edits, views, fields, decided)} />
          {consequence && <p className="mt-1 text-sm text-ink-3">{consequence}</p>}
        </div>
        <div className="min-w-0 space-y-2">
          <SaveProblem problem={problem} />
          <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
            <ReasonField
              value={reason}
              onChange={setReason}
              error={wrong('reason')}
              className="min-w-52 flex-[2]"
            />
            {children?.(wrong)}
            <div className="ml-auto flex gap-2 self-end">
              <Button onClick={discard} disabled={saving}>
                Discard
              </Button>
              <Button onClick={() => setInReview(wire())} disabled={saving} aria-haspopup="dialog">
                Review…
              </Button>
              <Button type="submit" variant="primary" aria-disabled={saving}>
                {saving ? 'Saving…' : 'Save'}
              </Button>
            </div>
          </div>
        </div>
      </form>
      <LeaveGuard count={edits.awaiting ? 0 : edits.count} />
      {inReview && (
        <ReviewDialog
          edits={inReview}
          reason={reason}
          onClose={() => setInReview(null)}
          onDone={(change) => {
            setInReview(null);
            setReason('');
            reviewed(change, inReview);
            setTimeout(focusMatrix);
          }}
        />
      )}
      {refused && (
        <ConflictDialog
          refused={refused}
          fields={fields}
          onReapply={reapply}
          onClose={closeRefused}
        />
      )}
    </section>
  );
}

/** What the server found wrong; all that was entered is still there. */
function SaveProblem({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  const { title, detail, errors, requestId } = problem;
  return (
    <Notice tone="error" title={title}>
      <p>{detail}</p>
      {errors.length > 1 && (
        <ul className="list-disc pl-4">
          {errors.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {requestId && <p className="font-mono text-xs">request {requestId}</p>}
    </Notice>
  );
}
