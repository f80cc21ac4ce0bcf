import { Check, CircleSlash } from 'lucide-react';
import type { ChangeView } from '@/lib/domain/views';
import { missingWords } from '@/lib/domain/words/change';
import { Badge } from '../ui/badge';
import { Time } from '../ui/time';

const DONE: readonly string[] = ['applied', 'reverted', 'rejected'];

/** Who has approved a change, in which role and when, and who is still missing. */
export function ApprovalsList({ change }: { change: ChangeView }) {
  const { approvals, requirement, status, problem } = change;
  const done = DONE.includes(status);
  const needs = done || problem ? null : requirement.approvers > 0 || requirement.admins > 0;
  return (
    <div className="space-y-3">
      {needs !== null && (
        <p className="text-ink-2">
          {needs
            ? (missingWords(requirement) ?? 'It has all approvals that it needs.')
            : 'No rule asks for approval of this change.'}
        </p>
      )}
      {approvals.length === 0 && needs !== false && (
        <p className="text-ink-3">Nobody approved it.</p>
      )}
      {approvals.length > 0 && (
        <ul className="space-y-2">
          {approvals.map(({ by, role, at, counts }) => (
            <li key={`${by.id} ${at}`}>
              <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                <Badge tone={counts ? 'on' : 'neutral'}>
                  {counts ? <Check aria-hidden /> : <CircleSlash aria-hidden />}
                  {counts ? 'Approved' : 'No longer counts'}
                </Badge>
                <span className="font-medium">{by.name}</span>
                <span className="text-sm text-ink-3">
                  {role}, <Time at={at} />
                </span>
              </div>
              {!counts && (
                <p className="mt-0.5 text-sm text-ink-2">
                  The change was edited or the policy moved on since: this was an approval of
                  something else.
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
