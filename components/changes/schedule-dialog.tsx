'use client';

import { type FormEvent, useState } from 'react';
import { ProblemNotice } from '../edits/problem-notice';
import { FormEnd } from '../settings/action-dialog';
import { Dialog, DialogContent } from '../ui/dialog';
import { MomentField } from './moment-field';
import { useChangeAct } from './use-change-act';

/** The window that says when a change is to be applied by itself. */
export function ScheduleDialog({
  id,
  applyAt,
  onClose,
}: {
  id: string;
  applyAt: string | null;
  onClose: () => void;
}) {
  const { run, busy, problem, errorAt } = useChangeAct(id);
  const [moment, setMoment] = useState(applyAt);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run('schedule', { applyAt: moment })) onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Schedule this change"
        description="It is applied by itself at that time, if it then still does what it would do now. A time at most a year ahead."
      >
        <form onSubmit={submit} className="mt-4 space-y-3">
          <ProblemNotice problem={problem} />
          <MomentField
            label="Apply at"
            value={moment}
            onChange={setMoment}
            error={errorAt('applyAt')}
            required
          />
          <FormEnd onCancel={onClose} busy={busy} text="Schedule" busyText="Scheduling…" />
        </form>
      </DialogContent>
    </Dialog>
  );
}
