import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import type { Drift } from '@/lib/domain/conflicts';
import type { ChangeConflicts, ChangeDetail } from '@/lib/domain/views';
import type { Names } from '@/lib/domain/words/diff';
import { Section } from '../ui/section';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { changePath } from './address';
import { driftWords, partName, type SideWords } from './drift-words';
import { StatusBadge } from './status-badge';
import { titleOf } from './title';

const LINK = 'underline decoration-line-strong underline-offset-2 hover:decoration-ink';

/** The head of a column with one side of each line. */
const SIDE = 'w-1/5 max-sm:h-auto max-sm:px-2 max-sm:py-1 max-sm:whitespace-normal';

/** Cells of another change that are named; a change of many accounts has many more. */
const NAMED = 5;

/** What stands against a change on its way; nothing where nothing does. */
export function Conflicts({ change }: { change: ChangeDetail }) {
  const { conflicts, names, problem, status } = change;
  const { drift, others } = conflicts;
  const stale = problem !== null && status !== 'failed';
  if (!stale && drift.length === 0 && others.length === 0) return null;
  return (
    <Section title="Conflicts" flush>
      <div className="divide-y">
        {stale && <Stale change={change} problem={problem} />}
        {drift.length > 0 && <Drifted drift={drift} names={names} />}
        {others.length > 0 && <Others others={others} names={names} />}
      </div>
    </Section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="p-4">
      <h3 className="mb-1 font-medium">{title}</h3>
      {children}
    </div>
  );
}

function Stale({ change: { acts }, problem }: { change: ChangeDetail; problem: string }) {
  const ways = [
    ...(acts.includes('edit') ? ['edit it so that it fits what is current'] : []),
    ...(acts.includes('withdraw') ? ['withdraw it'] : []),
  ].join(', or ');
  return (
    <Part title="It can no longer be applied as it is">
      <p className="wrap-anywhere">{problem}</p>
      <p className="text-ink-2">
        What happens next:{' '}
        {ways
          ? `${ways}.`
          : 'its author or an admin edits it to fit what is current, or its author withdraws it.'}
      </p>
    </Part>
  );
}

function Drifted({ drift, names }: { drift: readonly Drift[]; names: Names }) {
  return (
    <div>
      <div className="p-4 pb-3">
        <h3 className="font-medium">Changed since this was made</h3>
        <p className="text-ink-2">Applied now, it overwrites what stands there now.</p>
      </div>
      <div className="border-t [&_tbody_tr:last-child>*]:border-b-0">
        <Table label="What was changed since this was made">
          <thead>
            <tr>
              <Th className="w-2/5">What</Th>
              {['When it was made', 'Now', 'What it wants'].map((head) => (
                <Th key={head} className={SIDE}>
                  {head}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drift.map((line) => {
              const { what, was, now, wants } = driftWords(line, names);
              return (
                <tr key={what}>
                  <th
                    scope="row"
                    className="border-b align-top px-3 py-1.5 pl-4 font-normal wrap-break-word"
                  >
                    {what}
                  </th>
                  <Side words={was} />
                  <Side words={now} strong />
                  <Side words={wants} />
                </tr>
              );
            })}
          </tbody>
        </Table>
      </div>
    </div>
  );
}

function Side({
  words: { text, until, note },
  strong = false,
}: {
  words: SideWords;
  strong?: boolean;
}) {
  return (
    <Td className="align-top max-sm:px-2">
      <span className={strong ? 'font-semibold' : undefined}>{text}</span>
      {until && (
        <span className="block text-sm text-ink-2">
          until <Time at={until} />
        </span>
      )}
      {note && <span className="block text-sm text-ink-2">note “{note}”</span>}
    </Td>
  );
}

function Others({ others, names }: { others: ChangeConflicts['others']; names: Names }) {
  return (
    <Part
      title={
        others.length === 1
          ? 'Another change that waits touches the same'
          : `${others.length} other changes that wait touch the same`
      }
    >
      <p className="mb-2 text-ink-2">If both are applied, the later one wins.</p>
      <ul className="space-y-2">
        {others.map(({ id, status, reason, actor, applyAt, parts }) => (
          <li key={id} className="min-w-0">
            <div className="flex min-w-0 flex-wrap items-center gap-x-2">
              <StatusBadge status={status} />
              <Link
                href={changePath(id)}
                title={reason}
                className={`max-w-full min-w-0 truncate ${LINK}`}
              >
                {titleOf(reason).title}
              </Link>
              <span className="text-sm text-ink-3">
                {actor.name}
                {applyAt && (
                  <>
                    , for <Time at={applyAt} />
                  </>
                )}
              </span>
            </div>
            <p className="text-sm text-ink-2 wrap-anywhere">
              {parts
                .slice(0, NAMED)
                .map((part) => partName(part, names))
                .join('; ')}
              {parts.length > NAMED && ` and ${parts.length - NAMED} more`}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
