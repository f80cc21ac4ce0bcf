'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, type Sent, send } from '../edits/send';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { notify } from '../ui/notify';
import { Skeleton } from '../ui/skeleton';
import { changePath } from './address';
import type { ActedOn } from './change-acts';
import { entered, ProseField } from './prose-field';
import { RevertPreview, type RevertView } from './revert-preview';
import { titleOf } from './title';

const FORM = 'revert';

const postRevert = (id: string, body: { reason?: string; dryRun: boolean; draft: boolean }) =>
  send<RevertView>('POST', `/api/changes/${encodeURIComponent(id)}/revert`, body);

function doneWords({ status, clashes }: RevertView): string {
  if (status === 'draft') return 'Kept as a draft.';
  if (status !== 'applied') return 'Submitted for review. It takes effect once it is applied.';
  return clashes.length > 0 ? 'Reverted in part.' : 'Reverted.';
}

/** The window that shows what taking a change back would do, and then does it. */
export function RevertDialog({ change, onClose }: { change: ActedOn; onClose: () => void }) {
  const { id, names } = change;
  const router = useRouter();
  const [preview, setPreview] = useState<Sent<RevertView> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let wanted = true;
    void postRevert(id, { dryRun: true, draft: false }).then((sent) => wanted && setPreview(sent));
    return () => {
      wanted = false;
    };
  }, [id]);

  const revert = async (form: HTMLFormElement, draft: boolean) => {
    setBusy(true);
    const reason = entered(form, 'reason');
    const { value, problem } = await postRevert(id, { reason, dryRun: false, draft });
    setBusy(false);
    setProblem(problem ?? null);
    if (!value) return;
    void notify(doneWords(value));
    onClose();
    if (value.id) router.push(changePath(value.id));
    router.refresh();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        wide
        title="Revert this change"
        description="A change of its own puts back what this one altered. What somebody has altered since stays as it is."
        footer={
          preview?.problem ? (
            <Button onClick={onClose}>Close</Button>
          ) : (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button
                type="submit"
                form={FORM}
                name="as"
                value="draft"
                disabled={busy || !preview?.value}
              >
                Keep as a draft
              </Button>
              <Button
                type="submit"
                form={FORM}
                variant="primary"
                disabled={busy || !preview?.value}
              >
                {busy ? 'Reverting…' : 'Revert'}
              </Button>
            </>
          )
        }
      >
        <form
          id={FORM}
          className="mt-4 space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            const { submitter } = event.nativeEvent as SubmitEvent;
            void revert(event.currentTarget, submitter?.getAttribute('value') === 'draft');
          }}
        >
          <ProblemNotice problem={problem} />
          <Preview sent={preview} names={names} />
          {!preview?.problem && (
            <ProseField
              label="Reason"
              name="reason"
              initial={`Revert: ${titleOf(change.reason).title}`}
              error={problem?.errors.find(({ pointer }) => pointer === '/reason')?.message}
            />
          )}
        </form>
      </DialogContent>
    </Dialog>
  );
}

function Preview({ sent, names }: { sent: Sent<RevertView> | null; names: ActedOn['names'] }) {
  if (!sent) {
    return (
      <div role="status">
        <span className="sr-only">Looking at what would go back</span>
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  if (sent.problem) {
    return (
      <Notice title="It cannot be taken back now">
        <p>{sent.problem.detail}</p>
      </Notice>
    );
  }
  return <RevertPreview revert={sent.value} names={names} />;
}
