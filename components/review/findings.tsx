import type { ReactNode } from 'react';
import { useId } from 'react';
import type { ChangeView } from '@/lib/domain/views';
import { missingWords } from '@/lib/domain/words/change';
import type { Names } from '@/lib/domain/words/diff';
import { DiffList } from '../changes/diff-list';
import { editWords } from '../changes/edit-words';
import { ImpactTable } from '../changes/impact-table';
import type { WireEdit } from '../edits/post-change';
import { Skeleton } from '../ui/skeleton';
import { Refusal } from './refusal';
import { TouchedAccounts } from './touched-accounts';
import { touchedByEdits } from './touched-fetch';
import type { Review } from './use-review';

/** What a trial of the edits found: what changes, how far it reaches, and what stands in its way. */
export function Findings({ review, applyAt }: { review: Review; applyAt: string | null }) {
  const { change, running, problem, edits } = review;
  const refused = problem && !isOfField(problem);
  return (
    <div aria-busy={running} className="space-y-4">
      {refused && <Refusal review={review} problem={problem} />}
      {/* What a refused trial would have done is not known: then the edits stand there as they are. */}
      {change && !(refused && problem.code !== 'no_answer') ? (
        <Found change={change} edits={edits} applyAt={applyAt} />
      ) : refused ? (
        // A conflict shows the edits itself, beside what is current.
        !review.lookAnew && <Asked edits={edits} names={change?.names ?? {}} />
      ) : (
        <Waiting />
      )}
    </div>
  );
}

/** A problem with a field of the window is told at that field. */
const isOfField = ({ errors }: NonNullable<Review['problem']>) =>
  errors.length > 0 &&
  errors.every(({ pointer }) => pointer === '/reason' || pointer === '/applyAt');

function Waiting() {
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">Working out what your edits would do</span>
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-32 w-full" />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}

const FRAME = 'overflow-hidden rounded-md border';

function Found({
  change,
  edits,
  applyAt,
}: {
  change: ChangeView;
  edits: readonly WireEdit[];
  applyAt: string | null;
}) {
  const { diff, impact, names, requirement, status } = change;
  if (status === 'unchanged') {
    return <p className="text-ink-2">Nothing would change: it is so already.</p>;
  }
  const { sample } = impact;
  return (
    <>
      <Part title="What changes">
        <div className={`max-h-72 overflow-y-auto ${FRAME}`}>
          <DiffList diff={diff} names={names} />
        </div>
      </Part>
      <Part title="Impact">
        <div className={FRAME}>
          <ImpactTable impact={impact} done={false} templates={[]} />
        </div>
      </Part>
      {sample && sample.data.length > 0 && (
        <Part title="Accounts">
          <div className={FRAME}>
            <TouchedAccounts
              first={sample}
              total={impact.accounts}
              more={(cursor) => touchedByEdits(edits, cursor)}
            />
          </div>
        </Part>
      )}
      <Part title="Approvals">
        <p className="text-ink-2">
          {missingWords(requirement) ?? 'It needs no approval.'}
          {requirement.missing.approvers + requirement.missing.admins > 0 &&
            applyAt !== null &&
            ' Once it has them, it is applied at the time that is set.'}
        </p>
      </Part>
    </>
  );
}

/** The edits in words, where what they would do cannot be told. */
function Asked({ edits, names }: { edits: readonly WireEdit[]; names: Names }) {
  return (
    <Part title="Your edits">
      <ul className="list-disc space-y-0.5 pl-4">
        {edits.map((edit) => {
          const { what, does } = editWords(edit, names);
          return (
            <li key={JSON.stringify(edit)} className="wrap-anywhere">
              <span className="font-medium">{what}</span>: {does}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
