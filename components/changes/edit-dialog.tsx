'use client';

import { type FormEvent, useState } from 'react';
import { ProblemNotice } from '../edits/problem-notice';
import { FormEnd } from '../settings/action-dialog';
import { Dialog, DialogContent } from '../ui/dialog';
import type { ActedOn } from './change-acts';
import { EditChoice } from './edit-choice';
import { MomentField } from './moment-field';
import { entered, ProseField } from './prose-field';
import { useChangeAct } from './use-change-act';

/** The window that changes the content of a change that is not applied yet. */
export function EditDialog({
  change: { id, version, reason, applyAt, edits, names },
  onClose,
}: {
  change: ActedOn;
  onClose: () => void;
}) {
  const { run, busy, problem, errorAt } = useChangeAct(id);
  // As it was when the window opened: a page that is shown anew behind it changes nothing here.
  const [before] = useState({ version, reason, edits });
  const [moment, setMoment] = useState(applyAt);
  const [removed, setRemoved] = useState<ReadonlySet<number>>(new Set());

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const content = {
      reason: entered(event.currentTarget, 'reason'),
      edits: before.edits.filter((_, index) => !removed.has(index)),
      applyAt: moment,
      expectedVersion: before.version,
    };
    if (await run('edit', content)) onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        wide
        title="Edit this change"
        description="Saving drops all approvals given so far: they were for what it says now. Whoever edits it cannot approve it."
      >
        <form onSubmit={submit} className="mt-4 space-y-4">
          <ProblemNotice problem={problem} />
          <ProseField
            label="Reason"
            name="reason"
            initial={before.reason}
            error={errorAt('reason')}
          />
          <MomentField
            label="Apply at (optional)"
            value={moment}
            onChange={setMoment}
            error={errorAt('applyAt')}
          />
          <EditChoice edits={before.edits} names={names} removed={removed} onChange={setRemoved} />
          <FormEnd onCancel={onClose} busy={busy} text="Save" busyText="Saving…" />
        </form>
      </DialogContent>
    </Dialog>
  );
}
