'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import type { TemplateDetail } from '@/lib/domain/views';
import { errorAt, type Problem, postChange } from '../edits/post-change';
import { ProblemNotice } from '../edits/problem-notice';
import { ReasonField } from '../edits/reason-field';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { notify } from '../ui/notify';

/** The window that takes a template out of use for good. */
export function ArchiveTemplate({
  template,
  onClose,
}: {
  template: TemplateDetail;
  onClose: () => void;
}) {
  const id = useId();
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    const outcome = await postChange(reason.trim(), [
      { op: 'template.archive', key: template.key, expectedRevision: template.revision },
    ]);
    setSaving(false);
    if (outcome.problem) {
      setProblem(outcome.problem);
      return;
    }
    void notify(`Archived ${template.name}.`);
    onClose();
    router.refresh();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Archive ${template.name}?`}
        description="It can then be neither assigned nor extended nor edited, and this cannot be undone. What it said stays in the audit."
      >
        <form onSubmit={submit} className="mt-4 space-y-3">
          <ProblemNotice problem={problem} />
          <Field
            id={`${id}-key`}
            label={
              <>
                Type <span className="font-mono text-ink">{template.key}</span> to confirm
              </>
            }
          >
            <Input
              id={`${id}-key`}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              className="font-mono"
            />
          </Field>
          <ReasonField value={reason} onChange={setReason} error={errorAt(problem, '/reason')} />
          <div className="flex justify-end gap-2 pt-1">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="danger" disabled={saving || typed !== template.key}>
              {saving ? 'Archiving…' : 'Archive'}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
