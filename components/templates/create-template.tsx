'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import type { TemplateRef } from '@/lib/domain/views';
import { errorAt, type Problem, postChange } from '../edits/post-change';
import { ProblemNotice } from '../edits/problem-notice';
import { ReasonField } from '../edits/reason-field';
import { Button } from '../ui/button';
import { Dialog, DialogContent } from '../ui/dialog';
import { Field, Input, Select } from '../ui/field';
import { notify } from '../ui/notify';
import { slug } from './slug';

/** The window that makes a new template. */
export function CreateTemplate({
  templates,
  onClose,
}: {
  templates: readonly TemplateRef[];
  onClose: () => void;
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="New template"
        description="It starts out empty: every cell inherits, until you set it."
      >
        <CreateForm templates={templates} onCancel={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function CreateForm({
  templates,
  onCancel,
}: {
  templates: readonly TemplateRef[];
  onCancel: () => void;
}) {
  const id = useId();
  const router = useRouter();
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [parent, setParent] = useState('');
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = ownKey ?? slug(name);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    const outcome = await postChange(reason.trim(), [
      { op: 'template.create', key, name: name.trim(), extends: parent || null, set: {} },
    ]);
    setSaving(false);
    if (outcome.problem) {
      setProblem(outcome.problem);
      return;
    }
    void notify(`Created ${name.trim()}.`);
    router.push(`/templates/${key}`);
  };

  return (
    <form onSubmit={submit} className="mt-4 space-y-3">
      <ProblemNotice problem={problem} />
      <Field id={`${id}-name`} label="Name" error={errorAt(problem, '/edits/0/name')}>
        <Input
          id={`${id}-name`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={80}
          autoComplete="off"
          required
        />
      </Field>
      <Field
        id={`${id}-key`}
        label="Key"
        hint="Chosen once; it stands in addresses and in the audit."
        error={errorAt(problem, '/edits/0/key')}
      >
        <Input
          id={`${id}-key`}
          value={key}
          onChange={(event) => setOwnKey(event.target.value)}
          pattern="[a-z][a-z0-9_\-]{0,62}"
          title="A small letter, then small letters, digits, - and _"
          maxLength={63}
          autoComplete="off"
          aria-describedby={`${id}-key-hint`}
          className="font-mono"
          required
        />
      </Field>
      <Field id={`${id}-parent`} label="Parent" error={errorAt(problem, '/edits/0/extends')}>
        <Select
          id={`${id}-parent`}
          value={parent}
          onChange={(event) => setParent(event.target.value)}
        >
          <option value="">None: Stripe’s defaults</option>
          {templates.map((template) => (
            <option key={template.key} value={template.key}>
              {template.name}
            </option>
          ))}
        </Select>
      </Field>
      <ReasonField value={reason} onChange={setReason} error={errorAt(problem, '/reason')} />
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={saving}>
          {saving ? 'Creating…' : 'Create template'}
        </Button>
      </div>
    </form>
  );
}
