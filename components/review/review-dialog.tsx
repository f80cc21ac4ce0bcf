'use client';

import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import type { ChangeView } from '@/lib/domain/views';
import { MomentField } from '../changes/moment-field';
import { entered, ProseField } from '../changes/prose-field';
import type { WireEdit } from '../edits/post-change';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { Findings } from './findings';
import { mainAct, REVIEW_ACTS } from './review-words';
import { useReview } from './use-review';

const errorOf = (problem: ReturnType<typeof useReview>['problem'], pointer: string) =>
  problem?.errors.find((error) => error.pointer === pointer)?.message;

/**
 * The window in which edits are looked at before they are handed in: what they change, how far that
 * reaches, what approvals it needs and what stands in its way. It then applies them, submits them
 * for approval, puts them on the schedule or keeps them as a draft, and gives the change to `onDone`.
 * Whoever opens it loads it lazily.
 */
export function ReviewDialog({
  edits,
  title = 'Review before it applies',
  reason = '',
  onClose,
  onDone,
}: {
  /** As they are when it opens. */
  edits: WireEdit[];
  title?: string;
  /** What stands in the field for the reason at first. */
  reason?: string;
  onClose(): void;
  onDone(change: ChangeView): void;
}) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const review = useReview(edits, onDone);
  const [applyAt, setApplyAt] = useState<string | null>(null);
  const { change, doing, ready, problem, lookAnew } = review;
  const main = REVIEW_ACTS[mainAct(change, applyAt)];

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!ready || doing) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const as = submitter?.getAttribute('value') === 'draft' ? 'draft' : 'main';
    void review.hand(as, entered(event.currentTarget, 'reason'), applyAt);
  };
  // What is pressed then goes away, and the shortcut is the form's.
  const andFocus = (act: () => void) => {
    act();
    form.current?.querySelector('textarea')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && !doing && onClose()}>
      <DialogContent
        wide
        title={title}
        description="Nothing is written yet. This is what your edits would do now."
        footer={
          <>
            <Button onClick={onClose} disabled={doing !== null}>
              Cancel
            </Button>
            <Button
              type="submit"
              form={id}
              name="as"
              value="draft"
              disabled={!ready}
              aria-disabled={doing !== null}
            >
              {doing === 'draft' ? REVIEW_ACTS.draft.busy : REVIEW_ACTS.draft.text}
            </Button>
            <Button
              type="submit"
              form={id}
              variant="primary"
              disabled={!ready}
              aria-disabled={doing !== null}
              aria-keyshortcuts="Control+Enter Meta+Enter"
              title="Ctrl+Enter, or ⌘ and Enter"
            >
              {doing === 'main' ? main.busy : main.text}
            </Button>
          </>
        }
      >
        <form ref={form} id={id} onSubmit={submit} onKeyDown={onKeyDown} className="mt-3 space-y-4">
          <div className="grid gap-x-4 gap-y-3 sm:grid-cols-[minmax(0,1fr)_15rem]">
            <ProseField
              label="Reason"
              name="reason"
              initial={reason}
              error={errorOf(problem, '/reason')}
              focused
            />
            <MomentField
              label="Apply at (optional)"
              value={applyAt}
              onChange={setApplyAt}
              error={errorOf(problem, '/applyAt')}
            />
          </div>
          <Findings
            review={{
              ...review,
              again: () => andFocus(review.again),
              lookAnew: lookAnew && (() => andFocus(lookAnew)),
            }}
            applyAt={applyAt}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}
