import { Link } from '@/components/ui/link';
import type { DriftView } from '@/lib/domain/views';
import { Badge } from '../ui/badge';
import { cn } from '../ui/cn';
import { Table, Td, Th } from '../ui/table';
import { Time } from '../ui/time';
import { CellLink } from './account-drift';
import { Sides } from './sides';
import { driftKind, KIND_WORDS } from './words';

/** Columns that a narrow screen has no room for. */
const WIDE = 'hidden md:table-cell';

/** Drift of many accounts, the latest sight first. */
export function DriftTable({ drift }: { drift: readonly DriftView[] }) {
  return (
    <Table label="Drift">
      <thead>
        <tr>
          <Th className="w-1/3">Account</Th>
          <Th className="w-1/3">Cell</Th>
          <Th className={WIDE}>Predicted, answered</Th>
          <Th className="hidden xl:table-cell">Kind</Th>
          <Th className={cn(WIDE, 'text-right')}>Sessions</Th>
          <Th className={WIDE}>First seen</Th>
          <Th className={WIDE}>Last seen</Th>
        </tr>
      </thead>
      <tbody>
        {drift.map((row) => (
          <Row key={`${row.account.id} ${row.cell}`} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row }: { row: DriftView }) {
  const { account, cell, count, firstSeen, lastSeen, endedAt } = row;
  return (
    <tr className="hover:bg-sunken/60 last:[&>td]:border-b-0">
      <Td className="max-w-0 min-w-36">
        <Link
          href={`/accounts/${encodeURIComponent(account.id)}`}
          title={account.id}
          className="block truncate font-medium hover:underline"
        >
          {account.name}
        </Link>
      </Td>
      <Td className="min-w-36">
        <CellLink account={account.id} cell={cell} />{' '}
        {endedAt && (
          <Badge>
            past<span className="sr-only">: a later session was as predicted</span>
          </Badge>
        )}
        <div className="text-sm md:hidden">
          <Sides {...row} />
        </div>
      </Td>
      <Td className={WIDE}>
        <Sides {...row} />
      </Td>
      <Td className="hidden whitespace-nowrap text-ink-2 xl:table-cell">
        {KIND_WORDS[driftKind(row)].title}
      </Td>
      <Td className={cn(WIDE, 'text-right tabular-nums')}>{count.toLocaleString('en')}</Td>
      <Td className={cn(WIDE, 'text-ink-2')}>
        <Time at={firstSeen} />
      </Td>
      <Td className={cn(WIDE, 'text-ink-2')}>
        <Time at={lastSeen} />
      </Td>
    </tr>
  );
}
