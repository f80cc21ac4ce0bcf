'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useId, useMemo, useState } from 'react';
import type { ChangeView, TemplateRef } from '@/lib/domain/views';
import type { Everything, WireAct } from '../../../bulk/post-job';
import { type Problem, postChange, type WireEdit } from '../../../edits/post-change';
import { ProblemNotice } from '../../../edits/problem-notice';
import { ReasonField } from '../../../edits/reason-field';
import { useDryRun } from '../../../edits/use-dry-run';
import { Button } from '../../../ui/button';
import { Dialog, DialogContent } from '../../../ui/dialog';
import { notify } from '../../../ui/notify';
import type { Picked } from '../selection';
import { EverythingDialog } from './everything-dialog';
import { type Outcome, outcomeOf } from './outcome';
import { OutcomeView } from './outcome-view';

/** What every act on the selected accounts is given. */
export interface BulkProps {
  accounts: readonly Picked[];
  /** All accounts that match, where they are meant and not the selected ones. */
  everything: Everything | null;
  templates: readonly TemplateRef[];
  tags: readonly string[];
  onClose: () => void;
  onApplied: () => void;
}

/** A problem with each of its errors told, where there are several. */
function toldInFull(problem: Problem | null): Problem | null {
  if (!problem || problem.errors.length < 2) return problem;
  const messages = [...new Set(problem.errors.map(({ message }) => message))];
  return { ...problem, detail: messages.slice(0, 5).join(' ') };
}

function saidDone(change: ChangeView, outcome: Outcome, done: (outcome: Outcome) => string) {
  if (change.status === 'unchanged') return 'Nothing changed: it was so already.';
  if (change.status === 'applied') return done(outcome);
  return 'Sent for approval. Nothing has changed yet.';
}

type DialogProps = Omit<BulkProps, 'tags'> & {
  title: string;
  description: ReactNode;
  /** null while the choice is not complete. */
  edits: readonly WireEdit[] | null;
  /** The same choice, as it is said of everything that matches. */
  act: WireAct | null;
  idle: string;
  /** What the button that applies is called. */
  apply: string;
  /** What to say when it was applied. */
  done: (outcome: Outcome) => string;
  /** A problem that was met before there were edits. */
  blocked?: ReactNode;
  children?: ReactNode;
};

/** The window of an act, on the selected accounts or on everything that matches. */
export function BulkDialog({ everything, ...props }: DialogProps) {
  return everything ? (
    <EverythingDialog {...props} everything={everything} />
  ) : (
    <SelectedDialog {...props} />
  );
}

/**
 * The choice, what it will do by a dry run, the reason, and one change that applies all edits or
 * none. After a refusal all that was typed stays.
 */
function SelectedDialog({
  title,
  description,
  accounts,
  templates,
  edits,
  idle,
  apply,
  done,
  blocked = null,
  children,
  onClose,
  onApplied,
}: Omit<DialogProps, 'everything' | 'act'>) {
  const id = useId();
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const dryRun = useDryRun(edits);

  const words = useMemo(() => {
    const name = new Map(accounts.map((account) => [account.id, account.name]));
    const template = new Map(templates.map(({ key, name }) => [key, name]));
    const names = {
      account: (key: string) => name.get(key) ?? key,
      template: (key: string) => template.get(key) ?? key,
    };
    return (change: ChangeView) => outcomeOf(change, accounts.length, names);
  }, [accounts, templates]);
  const outcome = dryRun.change && words(dryRun.change);
  const problem = refused ?? dryRun.problem;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!edits || saving) return;
    setSaving(true);
    setRefused(null);
    const answer = await postChange(reason.trim(), edits);
    setSaving(false);
    if (answer.problem) {
      setRefused(answer.problem);
      dryRun.again();
      return;
    }
    void notify(saidDone(answer.change, words(answer.change), done));
    onApplied();
    router.refresh();
  };

  const ready = edits && !dryRun.running && !dryRun.problem && outcome && outcome.changed > 0;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        wide
        title={title}
        description={description}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              form={`${id}-form`}
              variant="primary"
              disabled={!ready}
              aria-disabled={saving}
            >
              {saving ? 'Applying…' : outcome?.needsApproval ? 'Send for approval' : apply}
            </Button>
          </>
        }
      >
        <form id={`${id}-form`} onSubmit={submit} className="mt-4 space-y-3">
          {children}
          {blocked || (
            <OutcomeView
              outcome={dryRun.problem ? null : outcome}
              running={dryRun.running}
              idle={dryRun.problem ? 'This cannot be applied as it is.' : idle}
            />
          )}
          <ReasonField
            value={reason}
            onChange={setReason}
            error={refused?.errors.find(({ pointer }) => pointer === '/reason')?.message}
          />
          <ProblemNotice problem={toldInFull(problem)} />
          {problem && !dryRun.running && (
            <Button size="sm" onClick={dryRun.again}>
              Check again
            </Button>
          )}
        </form>
      </DialogContent>
    </Dialog>
  );
}
