import type { ReactNode } from 'react';
import type { ChangeDetail } from '@/lib/domain/views';
import { cellName } from '@/lib/domain/words/cells';
import { missingWords } from '@/lib/domain/words/change';
import { Time } from '../ui/time';
import { endOf } from './life-words';
import { StatusBadge, WITHDRAWN } from './status-badge';

const STALE = 'It can no longer be applied as it is; below stands why, and what to do.';

/** Where a change stands in a headline, and what is missing in a sentence. */
function wordsOf(change: ChangeDetail): { headline: ReactNode; text: ReactNode } {
  const { status, requirement, problem, applyAt, appliedAt, revertedBy } = change;
  const missing = problem ? null : missingWords(requirement);
  const meantFor = applyAt && (
    <>
      {' '}
      Meant for <Time at={applyAt} />.
    </>
  );
  switch (status) {
    case 'draft':
      return {
        headline: 'Draft: nothing of it is in force',
        text: (
          <>
            {(problem && STALE) ?? missing ?? 'It needs no approval.'}
            {meantFor}
          </>
        ),
      };
    case 'in_review':
      return {
        headline: 'Waiting for approval',
        text: (
          <>
            {(problem && STALE) ?? missing ?? 'Nothing of it is in force.'}
            {meantFor}
          </>
        ),
      };
    case 'approved':
      return {
        headline: 'Ready, and not in force yet',
        text: `${requirement.approvers > 0 ? 'It has all approvals that it needs' : 'It needs no approval'}; somebody has to apply it.`,
      };
    case 'scheduled':
      return {
        headline: <>Will be applied on {applyAt && <Time at={applyAt} />}</>,
        text:
          missing ??
          'By itself, if it then still does what was seen when it was put on the schedule.',
      };
    case 'failed':
      return {
        headline: 'It could not be applied, and nothing of it is in force',
        text: `${problem ?? 'Its edits no longer apply.'} It can be edited and go on from there.`,
      };
    case 'applied':
      return {
        headline: <>In force since {appliedAt && <Time at={appliedAt} />}</>,
        text: revertedBy.length > 0 ? 'A part of it was taken back since.' : null,
      };
    case 'reverted':
      return {
        headline: 'Taken back: nothing of it is in force',
        text: appliedAt && (
          <>
            It was applied on <Time at={appliedAt} />.
          </>
        ),
      };
    default: {
      const end = endOf(change);
      return {
        headline: end?.withdrawn
          ? 'Withdrawn: it never was in force'
          : 'Rejected: it never was in force',
        text:
          end && `${end.event.actor.name}${end.withdrawn ? '' : `: “${end.event.words ?? ''}”`}`,
      };
    }
  }
}

/** The status of a change, what it means, and what stands in its way; beside it what can be done. */
export function Standing({ change, children }: { change: ChangeDetail; children: ReactNode }) {
  if (change.status === 'dry_run' || change.status === 'unchanged') return null;
  const { headline, text } = wordsOf(change);
  const { status, breach } = change;
  return (
    <section
      aria-label="Where it stands"
      className="flex min-w-0 flex-wrap items-start justify-between gap-x-8 gap-y-3 rounded-lg border border-line-strong bg-surface p-4"
    >
      <div className="min-w-0 max-w-3xl flex-1 basis-72 space-y-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <StatusBadge status={status} {...(endOf(change)?.withdrawn && { word: WITHDRAWN })} />
          <h2 className="text-md font-semibold">{headline}</h2>
        </div>
        {text && <p className="whitespace-pre-line text-ink-2 wrap-anywhere">{text}</p>}
        {breach && (
          <p className="text-danger">
            It cannot be applied: the guardrail “{breach.guardrail}” forbids {cellName(breach.cell)}{' '}
            for {breach.name}.
          </p>
        )}
      </div>
      {children}
    </section>
  );
}
