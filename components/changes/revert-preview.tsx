import type { Expired, Revert } from '@/lib/domain/revert';
import type { ChangeView } from '@/lib/domain/views';
import { cellName } from '@/lib/domain/words/cells';
import { missingWords } from '@/lib/domain/words/change';
import { type Names, subjectName } from '@/lib/domain/words/diff';
import { Time } from '../ui/time';
import { DiffList } from './diff-list';
import { clashWords } from './revert-words';

/** What taking a change back would do, as the API answers a dry run. */
export type RevertView = ChangeView & Pick<Revert, 'clashes' | 'expired'>;

const ITEM = 'wrap-anywhere';

/** What goes back, what is left alone and why, and what approvals that needs. */
export function RevertPreview({ revert, names }: { revert: RevertView; names: Names }) {
  const { diff, clashes, expired, requirement } = revert;
  const needs = missingWords(requirement);
  return (
    <div className="space-y-4">
      <section aria-labelledby="goes-back">
        <h3 id="goes-back" className="mb-1 font-semibold">
          Goes back
        </h3>
        <div className="max-h-64 overflow-y-auto rounded-md border">
          <DiffList diff={diff} names={names} />
        </div>
      </section>
      {clashes.length > 0 && (
        <section aria-labelledby="left-alone">
          <h3 id="left-alone" className="mb-1 font-semibold">
            Stays as it is
          </h3>
          <ul className="max-h-40 list-disc space-y-0.5 overflow-y-auto pl-4">
            {clashes.map((clash) => {
              const { what, why } = clashWords(clash, names);
              return (
                <li key={what} className={ITEM}>
                  <span className="font-medium">{what}</span>: {why}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {expired.length > 0 && <NotRestored expired={expired} names={names} />}
      {needs && <p className="text-ink-2">{needs}</p>}
    </div>
  );
}

function NotRestored({ expired, names }: { expired: readonly Expired[]; names: Names }) {
  return (
    <section aria-labelledby="not-restored">
      <h3 id="not-restored" className="mb-1 font-semibold">
        Not restored, because it would have expired meanwhile
      </h3>
      <ul className="max-h-40 list-disc space-y-0.5 overflow-y-auto pl-4">
        {expired.map(({ subject, cell, expiresAt }) => (
          <li key={`${subject.id} ${cell}`} className={ITEM}>
            <span className="font-medium">{subjectName(subject, names)}</span>, {cellName(cell)}:
            ended <Time at={new Date(expiresAt).toISOString()} />
          </li>
        ))}
      </ul>
    </section>
  );
}
