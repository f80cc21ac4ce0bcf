'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ChangeView } from '@/lib/domain/views';
import { changePath } from '../changes/address';
import { type EditLine, EditLines } from '../edits/edit-lines';
import { leaveFor } from '../edits/leave';
import { LeaveGuard } from '../edits/leave-guard';
import type { WireEdit } from '../edits/post-change';
import { reviewedWords } from '../review/review-words';
import { Button } from '../ui/button';
import { notify } from '../ui/notify';
import type { LeftLine } from './list-lines';
import { type BarDraft, Stale } from './stale';

const ReviewDialog = dynamic(
  () => import('../review/review-dialog').then((module) => module.ReviewDialog),
  { ssr: false },
);

/**
 * The bar at the bottom of a page with edits of a list that are not saved: what they are in words,
 * and the way to the window in which they are reviewed. It asks before they are left behind, and
 * shows both sides where somebody else changed the list meanwhile.
 */
export function ListBar({
  draft,
  lines,
  left,
  title,
  wire,
}: {
  draft: BarDraft;
  lines: readonly EditLine[];
  /** Edits that could not be laid over what is current. */
  left: readonly LeftLine[];
  /** The title of the review. */
  title: string;
  /** The edited list as it goes over the wire. */
  wire: () => WireEdit;
}) {
  const router = useRouter();
  const [reviewed, setReviewed] = useState<WireEdit[] | null>(null);
  const { count, stale, settling } = draft;
  const waiting = settling ? 0 : count + left.length;
  if (count + left.length === 0) return null;

  const close = () => {
    setReviewed(null);
    // What a refusal was about comes to the page, and with it both sides.
    router.refresh();
  };
  const done = (change: ChangeView) => {
    setReviewed(null);
    if (change.status === 'applied') draft.settle();
    else draft.discard();
    const { id } = change;
    const show = id
      ? { label: 'Show', run: () => leaveFor(() => router.push(changePath(id))) }
      : undefined;
    void notify(reviewedWords(change), show);
  };
  return (
    <section
      aria-label="Edits that are not saved"
      className="sticky bottom-0 z-20 -mx-4 mt-auto -mb-5 border-t border-line-strong bg-surface px-4 py-3 shadow-(--shadow) sm:-mx-6 sm:px-6 print:hidden"
    >
      <div className="flex max-w-[1640px] flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80 space-y-2">
          {(stale || left.length > 0) && <Stale draft={draft} left={left} />}
          <div>
            <p className="mb-1 text-sm font-semibold">
              {count} {count === 1 ? 'edit' : 'edits'} not saved
            </p>
            <EditLines lines={lines} />
          </div>
        </div>
        <div className="ml-auto flex gap-2">
          <Button onClick={draft.discard} disabled={settling}>
            Discard
          </Button>
          <Button
            variant="primary"
            aria-haspopup="dialog"
            disabled={settling || stale || count === 0}
            onClick={() => setReviewed([wire()])}
          >
            {settling ? 'Saving…' : 'Review and save'}
          </Button>
        </div>
      </div>
      <LeaveGuard count={waiting} />
      {reviewed && <ReviewDialog edits={reviewed} title={title} onClose={close} onDone={done} />}
    </section>
  );
}
