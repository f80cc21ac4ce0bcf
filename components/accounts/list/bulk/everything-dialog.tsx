'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { BulkImpact } from '@/lib/domain/bulk/views';
import { bulkJobPath } from '../../../bulk/address';
import { ImpactView } from '../../../bulk/impact-view';
import { type Everything, postJob, type WireAct } from '../../../bulk/post-job';
import { ProblemNotice } from '../../../edits/problem-notice';
import { ReasonField } from '../../../edits/reason-field';
import type { Problem } from '../../../edits/send';
import { useAnswer } from '../../../edits/use-answer';
import { Button } from '../../../ui/button';
import { Dialog, DialogContent } from '../../../ui/dialog';
import { notify } from '../../../ui/notify';

type Asked = [act: WireAct, filter: Everything['filter']];

async function dryRun([act, filter]: Asked) {
  const { value, problem } = await postJob(act, filter, { reason: 'Dry run', dryRun: true });
  return { value: value?.impact, problem };
}

/**
 * The window of an act on everything that matches: the choice, what it will do, the reason, and a
 * job that is then watched on its own page. After a refusal all that was typed stays.
 */
export function EverythingDialog({
  title,
  description,
  everything,
  act,
  idle,
  apply,
  children,
  onClose,
  onApplied,
}: {
  title: string;
  description: ReactNode;
  everything: Everything;
  /** null while the choice is not complete. */
  act: WireAct | null;
  idle: string;
  /** What the button that starts it is called. */
  apply: string;
  children?: ReactNode;
  onClose: () => void;
  onApplied: () => void;
}) {
  const id = useId();
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [starting, setStarting] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const look = useAnswer<Asked, BulkImpact, Problem>(act && [act, everything.filter], dryRun);
  const impact = look.value;
  const problem = refused ?? look.problem;
  const ready = act && impact && !look.running && !look.problem && impact.accounts > 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!act || !impact || starting) return;
    setStarting(true);
    setRefused(null);
    const manner = { reason: reason.trim(), expected: impact.matched };
    const { value, problem } = await postJob(act, everything.filter, manner);
    setStarting(false);
    if (problem) {
      setRefused(problem);
      look.again();
      return;
    }
    onApplied();
    if (value.id === null) void notify('Nothing changed: it was so already.');
    else router.push(bulkJobPath(value.id));
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        wide
        title={title}
        description={
          <>
            {description} It is done in chunks, each of them whole; you can pause it and follow it
            on a page of its own.
          </>
        }
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              form={`${id}-form`}
              variant="primary"
              disabled={!ready}
              aria-disabled={starting}
            >
              {starting
                ? 'Starting…'
                : impact && impact.requirement.approvers > 0
                  ? 'Send for approval'
                  : apply}
            </Button>
          </>
        }
      >
        <form id={`${id}-form`} onSubmit={submit} className="mt-4 space-y-3">
          {children}
          <ImpactView
            impact={look.problem ? null : impact}
            running={look.running}
            idle={look.problem ? 'This cannot be started as it is.' : idle}
          />
          <ReasonField
            value={reason}
            onChange={setReason}
            error={refused?.errors.find(({ pointer }) => pointer === '/reason')?.message}
          />
          <ProblemNotice problem={problem} />
          {problem && !look.running && (
            <Button size="sm" onClick={look.again}>
              Check again
            </Button>
          )}
        </form>
      </DialogContent>
    </Dialog>
  );
}
