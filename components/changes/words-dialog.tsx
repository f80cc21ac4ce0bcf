'use client';

import type { FormEvent } from 'react';
import { ProblemNotice } from '../edits/problem-notice';
import { FormEnd } from '../settings/action-dialog';
import { Dialog, DialogContent } from '../ui/dialog';
import { entered, ProseField } from './prose-field';
import { useChangeAct } from './use-change-act';

type Worded = 'reject' | 'withdraw' | 'emergency_apply';

const WORDS: Readonly<
  Record<
    Worded,
    {
      title: string;
      description: string;
      verb: string;
      busy: string;
      danger?: boolean;
      /** What has to be said, as the API calls it. */
      field?: { name: string; label: string; hint: string };
    }
  >
> = {
  reject: {
    title: 'Reject this change?',
    description: 'It then cannot be applied or taken up again; its author can make another one.',
    verb: 'Reject',
    busy: 'Rejecting…',
    field: { name: 'comment', label: 'Why', hint: 'Its author and everybody else can read it.' },
  },
  withdraw: {
    title: 'Withdraw this change?',
    description:
      'It then cannot be applied or taken up again. What it asked for can still be read.',
    verb: 'Withdraw',
    busy: 'Withdrawing…',
  },
  emergency_apply: {
    title: 'Apply without approval?',
    description:
      'It takes effect at once, whatever approvals are missing. Guardrails still hold, and the audit shows that it was an emergency.',
    verb: 'Apply in an emergency',
    busy: 'Applying…',
    danger: true,
    field: { name: 'emergency', label: 'What is the emergency?', hint: 'The audit keeps it.' },
  },
};

/** The question before an act that ends something or stands out, with the words that it asks for. */
export function WordsDialog({
  id,
  act,
  onClose,
}: {
  id: string;
  act: Worded;
  onClose: () => void;
}) {
  const { run, busy, problem, errorAt } = useChangeAct(id);
  const { title, description, verb, busy: busyVerb, danger, field } = WORDS[act];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = field ? { [field.name]: entered(event.currentTarget, field.name) } : {};
    if (await run(act, body)) onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={description}>
        <form onSubmit={submit} className="mt-4 space-y-3">
          <ProblemNotice problem={problem} />
          {field && <ProseField {...field} error={errorAt(field.name)} />}
          <FormEnd
            onCancel={onClose}
            busy={busy}
            text={verb}
            busyText={busyVerb}
            danger={danger ?? false}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}
