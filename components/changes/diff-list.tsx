import { ArrowRight, Check, Minus } from 'lucide-react';
import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import type { DiffLine } from '@/lib/domain/diff';
import type { Subject } from '@/lib/domain/edits';
import {
  type DiffGroup,
  type DiffWords,
  groupsOf,
  type Names,
  subjectName,
} from '@/lib/domain/words/diff';
import { Badge } from '../ui/badge';
import { MonoId } from '../ui/mono-id';
import { Time } from '../ui/time';

/** Groups that are open at first; a change of many accounts folds the others away. */
const SHOWN = 25;

const LINK = 'underline decoration-line-strong underline-offset-2 hover:decoration-ink';

/** The page of a subject; null where it has none yet. */
function pageOf({ kind, id }: Subject, names: Names): string | null {
  if (!names[`${kind} ${id}`]) return null;
  if (kind === 'account') return `/accounts/${encodeURIComponent(id)}`;
  return kind === 'template' ? `/templates/${encodeURIComponent(id)}` : null;
}

/** What a change does, in words, by what it is about. */
export function DiffList({ diff, names }: { diff: readonly DiffLine[]; names: Names }) {
  const groups = groupsOf(diff);
  if (groups.length === 0) return <p className="p-4 text-ink-2">Nothing differs.</p>;
  const [first, rest] = [groups.slice(0, SHOWN), groups.slice(SHOWN)];
  return (
    <>
      <Groups groups={first} names={names} />
      {rest.length > 0 && (
        <details className="border-t">
          <summary className="cursor-pointer px-4 py-2 font-medium text-ink-2 hover:bg-sunken">
            {rest.length.toLocaleString('en')} more
          </summary>
          <div className="border-t">
            <Groups groups={rest} names={names} />
          </div>
        </details>
      )}
    </>
  );
}

function Groups({ groups, names }: { groups: readonly DiffGroup[]; names: Names }) {
  return (
    <ul className="divide-y">
      {groups.map(({ subject, lines }) => {
        const page = pageOf(subject, names);
        const name = subjectName(subject, names);
        return (
          <li key={`${subject.kind} ${subject.id}`} className="min-w-0 px-4 py-2.5">
            <div className="flex min-w-0 flex-wrap items-center gap-x-2">
              <h3 className="min-w-0 truncate font-medium">
                {page ? (
                  <Link href={page as Route} className={LINK}>
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </h3>
              {subject.kind !== subject.id && (
                <>
                  <span className="text-sm text-ink-3">{subject.kind}</span>
                  <MonoId id={subject.id} what={`id of ${name}`} />
                </>
              )}
            </div>
            <DiffLines lines={lines} page={page} />
          </li>
        );
      })}
    </ul>
  );
}

/** The differences of one subject; with its page, each cell leads to its place there. */
export function DiffLines({
  lines,
  page = null,
}: {
  lines: readonly DiffWords[];
  page?: string | null;
}) {
  return (
    <ul className="mt-1 space-y-1">
      {lines.map((line) => (
        <li
          key={line.key}
          className="grid gap-x-4 sm:grid-cols-[minmax(0,17rem)_minmax(0,1fr)] sm:items-baseline"
        >
          <span className="min-w-0 text-ink-2">
            {page && line.cell ? (
              <Link href={`${page}?cell=${line.cell}` as Route} className="hover:underline">
                {line.what}
              </Link>
            ) : (
              line.what
            )}
          </span>
          <Sides line={line} />
        </li>
      ))}
    </ul>
  );
}

function Sides({ line: { cell, before, after, until, note } }: { line: DiffWords }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-0.5 wrap-anywhere">
      {before !== null && before !== after && (
        <>
          {cell ? <SettingBadge word={before} /> : <span className="text-ink-3">{before}</span>}
          <ArrowRight aria-hidden className="size-3.5 text-ink-3" />
          <span className="sr-only">becomes</span>
        </>
      )}
      {cell ? <SettingBadge word={after} /> : <span>{after}</span>}
      {until && (
        <span className="text-ink-2">
          until <Time at={until} />
        </span>
      )}
      {until === null && <span className="text-ink-2">without an end</span>}
      {note && <span className="text-ink-2">note “{note}”</span>}
      {note === null && <span className="text-ink-2">without a note</span>}
    </span>
  );
}

/** A setting as the matrix draws it: solid with its sign, or hollow where nothing is said. */
function SettingBadge({ word }: { word: string }) {
  if (word === 'Inherit') return <span className="text-ink-3">{word}</span>;
  const Icon = word === 'On' ? Check : Minus;
  return (
    <Badge tone={word === 'On' ? 'on' : 'neutral'}>
      <Icon aria-hidden />
      {word}
    </Badge>
  );
}
