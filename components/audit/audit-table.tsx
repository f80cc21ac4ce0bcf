import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import type { AuditView } from '@/lib/domain/views';
import { Badge } from '../ui/badge';
import { cn } from '../ui/cn';
import { MonoId } from '../ui/mono-id';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { AuditDetails } from './audit-details';
import { actionWord, outcomeWord } from './audit-words';

/** Audited acts, newest first; on a narrow screen everything stands in one column. */
export function AuditTable({
  entries,
  withSubject = true,
}: {
  entries: readonly AuditView[];
  withSubject?: boolean;
}) {
  return (
    <Table label="Audit">
      <thead>
        <tr>
          <Th className={WIDE}>When</Th>
          <Th className={WIDE}>Who</Th>
          <Th className={WIDE}>Action</Th>
          {withSubject && <Th className={WIDE}>Subject</Th>}
          <Th className="w-full">What and why</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} className="hover:bg-sunken/60 [&>td]:align-top">
            <Td className={cn(WIDE, 'text-ink-2')}>
              <Time at={entry.at} seconds />
            </Td>
            <Td className={cn(WIDE, 'whitespace-nowrap')}>
              <Who entry={entry} />
            </Td>
            <Td className={cn(WIDE, 'whitespace-nowrap')}>
              <What entry={entry} />
            </Td>
            {withSubject && (
              <Td className={cn(WIDE, 'whitespace-nowrap')}>
                <SubjectLink subject={entry.subject} />
              </Td>
            )}
            <Td className="max-w-0 min-w-64">
              <div className="mb-1 md:hidden">
                <div className="flex flex-wrap items-center justify-between gap-x-3">
                  <What entry={entry} />
                  <span className="text-sm text-ink-3">
                    <Time at={entry.at} />
                  </span>
                </div>
                <div className="flex flex-wrap gap-x-3 text-ink-2">
                  <Who entry={entry} />
                  {withSubject && <SubjectLink subject={entry.subject} />}
                </div>
              </div>
              <AuditDetails entry={entry} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Columns that a narrow screen has no room for. */
const WIDE = 'hidden md:table-cell';

function Who({ entry: { actor } }: { entry: AuditView }) {
  return (
    <span>
      {actor.name}
      {actor.kind === 'token' && <span className="ml-1 text-sm text-ink-3">token</span>}
    </span>
  );
}

function What({ entry }: { entry: AuditView }) {
  const outcome = outcomeWord(entry);
  return (
    <span className="inline-flex items-center gap-2 font-medium md:font-normal">
      {actionWord(entry.action)}
      {outcome && <Badge tone={outcome.tone}>{outcome.word}</Badge>}
    </span>
  );
}

const PAGES: Readonly<Record<string, string>> = {
  account: '/accounts/',
  template: '/templates/',
  change: '/changes/',
};

/** What the act was about: its name first, then the id to copy. */
function SubjectLink({ subject: { kind, id, name } }: { subject: AuditView['subject'] }) {
  const page = PAGES[kind];
  const text = name ?? (kind === id ? id : shortId(id));
  return (
    <span className="inline-flex max-w-full min-w-0 flex-col items-start">
      <span className="max-w-64 truncate">
        {page ? (
          <Link
            href={`${page}${encodeURIComponent(id)}` as Route}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {text}
          </Link>
        ) : (
          text
        )}
        {kind !== id && (
          <span className="ml-1.5 text-sm text-ink-3">{kind.replaceAll('_', ' ')}</span>
        )}
      </span>
      {kind === 'account' && <MonoId id={id} what={`id of ${text}`} className="max-w-full" />}
    </span>
  );
}

/** UUIDs say nothing to people: where one has no name, its beginning is enough. */
function shortId(id: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? id.slice(0, 8) : id;
}
