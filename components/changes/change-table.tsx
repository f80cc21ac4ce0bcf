import { Link } from '@/components/ui/link';
import type { ChangeSummary } from '@/lib/domain/views';
import { cn } from '../ui/cn';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { changePath } from './address';
import { StatusBadge, WITHDRAWN } from './status-badge';

/** Columns that a narrow screen has no room for. */
const WIDE = 'hidden md:table-cell';

/** Changes, newest first; on a narrow screen everything stands in one column. */
export function ChangeTable({ changes }: { changes: readonly ChangeSummary[] }) {
  return (
    <Table label="Changes">
      <thead>
        <tr>
          <Th className={WIDE}>Status</Th>
          <Th className="w-full">Reason</Th>
          <Th className={WIDE}>Author</Th>
          <Th className={cn(WIDE, 'text-right')}>Differences</Th>
          <Th className={cn(WIDE, 'text-right')}>Accounts</Th>
          <Th className={WIDE}>When</Th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <Row key={change.id} change={change} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ change }: { change: ChangeSummary }) {
  const { id, status, reason, actor, lines, accounts, reverts, withdrawn } = change;
  const badge = <StatusBadge status={status} {...(withdrawn && { word: WITHDRAWN })} />;
  return (
    <tr className="hover:bg-sunken/60">
      <Td className={cn(WIDE, 'whitespace-nowrap')}>{badge}</Td>
      <Td className="max-w-0 min-w-64">
        <div className="mb-0.5 flex flex-wrap items-center justify-between gap-x-3 md:hidden">
          {badge}
          <When change={change} />
        </div>
        <Link
          href={changePath(id)}
          title={reason}
          className="block truncate font-medium hover:underline"
        >
          {reason}
        </Link>
        <p className="text-sm text-ink-3 md:hidden">
          {actor.name}, {differences(lines)}
          {accounts !== null && `, ${accountsWord(accounts)}`}
        </p>
        {reverts && <p className="text-sm text-ink-3">Takes back another change</p>}
      </Td>
      <Td className={cn(WIDE, 'whitespace-nowrap')}>
        {actor.name}
        {actor.kind === 'token' && <span className="ml-1 text-sm text-ink-3">token</span>}
      </Td>
      <Td className={cn(WIDE, 'text-right tabular-nums')}>{lines.toLocaleString('en')}</Td>
      <Td className={cn(WIDE, 'text-right tabular-nums')}>
        {accounts === null ? (
          <span className="text-ink-3">
            <span aria-hidden>–</span>
            <span className="sr-only">not known</span>
          </span>
        ) : (
          accounts.toLocaleString('en')
        )}
      </Td>
      <Td className={WIDE}>
        <When change={change} />
      </Td>
    </tr>
  );
}

/** The moment that matters most: when it is due, when it was applied, else when it was made. */
function When({ change: { status, createdAt, appliedAt, applyAt } }: { change: ChangeSummary }) {
  const [word, at] =
    status === 'scheduled' && applyAt
      ? ['Due', applyAt]
      : appliedAt
        ? ['Applied', appliedAt]
        : ['Created', createdAt];
  return (
    <span className="text-sm whitespace-nowrap text-ink-2">
      <span className="text-ink-3">{word}</span> <Time at={at} />
    </span>
  );
}

const differences = (lines: number) =>
  `${lines.toLocaleString('en')} ${lines === 1 ? 'difference' : 'differences'}`;

const accountsWord = (accounts: number) =>
  `${accounts.toLocaleString('en')} ${accounts === 1 ? 'account' : 'accounts'}`;
