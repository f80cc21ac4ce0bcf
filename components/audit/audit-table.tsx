import type { Route } from 'next';
import Link from 'next/link';
import type { AuditView } from '@/lib/domain/views';
import { Badge } from '../ui/badge';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { AuditDetails } from './audit-details';
import { actionWord, outcomeWord } from './audit-words';

/** Audited acts, newest first. */
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
          <Th>When</Th>
          <Th>Who</Th>
          <Th>Action</Th>
          {withSubject && <Th>Subject</Th>}
          <Th className="w-full">What and why</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const outcome = outcomeWord(entry);
          return (
            <tr key={entry.id} className="hover:bg-sunken/60 [&>td]:align-top">
              <Td className="text-ink-2">
                <Time at={entry.at} seconds />
              </Td>
              <Td className="whitespace-nowrap">
                {entry.actor.name}
                {entry.actor.kind === 'token' && (
                  <span className="ml-1 text-sm text-ink-3">token</span>
                )}
              </Td>
              <Td className="whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  {actionWord(entry.action)}
                  {outcome && <Badge tone={outcome.tone}>{outcome.word}</Badge>}
                </span>
              </Td>
              {withSubject && (
                <Td className="whitespace-nowrap">
                  <SubjectLink subject={entry.subject} />
                </Td>
              )}
              <Td className="min-w-72">
                <AuditDetails entry={entry} />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function SubjectLink({ subject: { kind, id } }: { subject: AuditView['subject'] }) {
  const pages: Record<string, string> = { account: '/accounts/', template: '/templates/' };
  const page = pages[kind];
  const text = <span className="font-mono text-sm">{shortId(id)}</span>;
  return (
    <span className="inline-flex items-baseline gap-1.5" title={id}>
      {kind !== id && <span className="text-sm text-ink-3">{kind}</span>}
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
    </span>
  );
}

/** UUIDs say nothing to people: their beginning is enough, the whole stands in the title. */
function shortId(id: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? id.slice(0, 8) : id;
}
