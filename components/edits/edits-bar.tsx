'use client';

import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Notice } from '../ui/notice';
import { type EditLine, EditLines } from './edit-lines';
import type { Problem } from './post-change';

/**
 * The bar at the bottom of a page with unsaved edits: what they are in words, why they are made,
 * save and discard.
 */
export function EditsBar({
  lines,
  consequence,
  saving,
  problem,
  onSave,
  onDiscard,
  children,
}: {
  lines: readonly EditLine[];
  /** What else the edits bring about, in a sentence. */
  consequence?: string | null;
  saving: boolean;
  problem: Problem | null;
  onSave: (reason: string) => Promise<boolean>;
  onDiscard: () => void;
  /** Further fields beside the reason. */
  children?: ReactNode;
}) {
  const id = useId();
  const [reason, setReason] = useState('');
  if (lines.length === 0) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onSave(reason.trim())) setReason('');
  };
  return (
    <section
      aria-label="Edits that are not saved"
      className="sticky bottom-0 z-20 -mx-4 -mb-5 border-t border-line-strong bg-surface px-4 py-3 shadow-(--shadow) sm:-mx-6 sm:px-6"
    >
      <form
        onSubmit={submit}
        className="grid max-w-[1640px] items-end gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.8fr)]"
      >
        <div className="min-w-0 self-start">
          <p className="mb-1 text-sm font-semibold">
            {lines.length} {lines.length === 1 ? 'edit' : 'edits'} not saved
          </p>
          <EditLines lines={lines} />
          {consequence && <p className="mt-1 text-sm text-ink-3">{consequence}</p>}
        </div>
        <div className="min-w-0 space-y-2">
          {problem && (
            <Notice tone="error" title={problem.title}>
              <p>{problem.detail}</p>
              {problem.errors.length > 1 && (
                <ul className="list-disc pl-4">
                  {problem.errors.map(({ pointer, message }) => (
                    <li key={`${pointer} ${message}`}>{message}</li>
                  ))}
                </ul>
              )}
              {problem.requestId && (
                <p className="font-mono text-xs">request {problem.requestId}</p>
              )}
            </Notice>
          )}
          <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
            <Field id={`${id}-reason`} label="Reason" className="min-w-52 flex-[2]">
              <Input
                id={`${id}-reason`}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                placeholder="Why, for the audit"
                maxLength={2000}
                autoComplete="off"
                required
              />
            </Field>
            {children}
            <div className="flex gap-2">
              <Button onClick={onDiscard} disabled={saving}>
                Discard
              </Button>
              <Button type="submit" variant="primary" disabled={saving || reason.trim() === ''}>
                {saving ? 'Saving…' : 'Save'}
              </Button>
            </div>
          </div>
        </div>
      </form>
    </section>
  );
}
