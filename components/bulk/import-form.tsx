'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import type { CsvProblem } from '@/lib/domain/bulk/csv';
import type { BulkImpact, BulkJobView, BulkPreview } from '@/lib/domain/bulk/views';
import { ProblemNotice } from '../edits/problem-notice';
import { ReasonField } from '../edits/reason-field';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { bulkJobPath } from './address';
import { ImpactView } from './impact-view';
import { ReportTable } from './report-table';

interface Problem {
  title: string;
  detail: string;
  /** What is wrong with the file, line by line, and how much there is in all. */
  report?: readonly CsvProblem[];
  total?: number;
}

const NO_ANSWER: Problem = {
  title: 'No answer',
  detail:
    'Switchyard did not answer, or the file was altered since you chose it. Choose it again, then try again.',
};

type Answer = { value: BulkPreview | BulkJobView; problem?: undefined } | { problem: Problem };

async function sendFile(file: File, reason: string, dryRun: boolean): Promise<Answer> {
  const name = file.name.slice(-200) || 'accounts.csv';
  const query = new URLSearchParams({ reason, file: name, dryRun: String(dryRun) });
  try {
    const response = await fetch(`/api/bulk-jobs/csv?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: file,
    });
    const answer = await response.json();
    return response.ok ? { value: answer } : { problem: answer };
  } catch {
    return { problem: NO_ANSWER };
  }
}

/**
 * A file, what is wrong with it by line, or what it will do; then the reason and the start. Nothing
 * is done before that, and nothing while anything is wrong.
 */
export function ImportForm() {
  const id = useId();
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [impact, setImpact] = useState<BulkImpact | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState<'looking' | 'starting' | null>(null);
  const [reason, setReason] = useState('');

  const look = async (chosen: File | null) => {
    setFile(chosen);
    setImpact(null);
    setProblem(null);
    if (!chosen) return;
    setBusy('looking');
    const answer = await sendFile(chosen, 'Dry run', true);
    setBusy(null);
    if (answer.problem) setProblem(answer.problem);
    else setImpact(answer.value.impact);
  };

  const start = async (event: FormEvent) => {
    event.preventDefault();
    if (!file || busy) return;
    setBusy('starting');
    const answer = await sendFile(file, reason.trim(), false);
    setBusy(null);
    if (answer.problem) {
      setProblem(answer.problem);
      setImpact(null);
    } else if (answer.value.id === null) setImpact(answer.value.impact);
    else router.push(bulkJobPath(answer.value.id));
  };

  const ready = impact !== null && impact.accounts > 0 && busy === null;
  return (
    <form onSubmit={start} className="grid max-w-3xl gap-4">
      <Field
        id={id}
        label="File"
        hint="CSV in UTF-8, with commas, semicolons or tabs; 20,000 accounts at most."
      >
        <Input
          id={id}
          type="file"
          accept=".csv,text/csv"
          aria-describedby={`${id}-hint`}
          className="h-auto py-1 file:mr-3 file:rounded file:border file:border-line-strong file:bg-sunken file:px-2 file:py-0.5 file:text-ink"
          // A file that was corrected may be chosen again.
          onClick={(event) => {
            event.currentTarget.value = '';
          }}
          onChange={(event) => look(event.target.files?.[0] ?? null)}
        />
      </Field>
      {problem?.report ? (
        <ReportTable report={problem.report} total={problem.total ?? problem.report.length} />
      ) : (
        <ProblemNotice problem={problem} />
      )}
      {!problem && (
        <ImpactView
          impact={impact}
          running={busy === 'looking'}
          idle="Choose a file to see what it will do. Nothing is done before you start it."
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={!ready}>
          {busy === 'starting' ? 'Starting…' : 'Start import'}
        </Button>
      </div>
    </form>
  );
}
