'use client';

import { Unplug } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { Badge } from '../ui/badge';
import { cn } from '../ui/cn';
import { Table, Td, Th } from '../ui/table';
import { AccountCell } from './list/cells';
import { PageCheckbox, RowCheckbox } from './list/checkboxes';
import type { Column, From } from './list/columns';
import type { ListedAccount } from './list/listed';

const IN_TABLE: Record<From, string> = {
  always: '',
  sm: 'hidden sm:table-cell',
  md: 'hidden md:table-cell',
  xl: 'hidden xl:table-cell',
  wide: 'hidden min-[1400px]:table-cell',
};

/** The complement: where the value stands under the name instead. */
const UNDER_NAME: Record<From, string> = {
  always: 'hidden',
  sm: 'sm:hidden',
  md: 'md:hidden',
  xl: 'xl:hidden',
  wide: 'min-[1400px]:hidden',
};

/**
 * Accounts in a dense table with the columns that were chosen; on a narrow screen the lesser ones
 * move under the name. Where accounts can be acted on, each has a checkbox, which needs a selection
 * around the table.
 *
 * The browser renders it as well, from the accounts alone: as a tree of the server's, fifty rows
 * are sent twice, which costs a quarter of the page's time and two fifths of its bytes.
 */
export function AccountTable({
  accounts,
  columns,
  selectable,
}: {
  accounts: readonly ListedAccount[];
  columns: readonly Column[];
  selectable: boolean;
}) {
  return (
    <Table label="Accounts">
      <thead>
        <tr>
          {selectable && (
            <Th className="w-10 pr-0">
              <PageCheckbox />
            </Th>
          )}
          <Th>Account</Th>
          {columns.map(({ key, title, from }) => (
            <Th key={key} className={cn(IN_TABLE[from], key === 'overrides' && 'text-right')}>
              {title}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr
            key={account.id}
            data-account={account.id}
            className="hover:bg-sunken/60 has-[td:first-child_input:checked]:bg-accent-soft"
          >
            {selectable && (
              <Td className="w-10 pr-0">
                <RowCheckbox id={account.id} name={account.name} />
              </Td>
            )}
            <Td className="w-full max-w-0 min-w-44">
              <Name account={account} columns={columns} />
            </Td>
            {columns.map(({ key, from }) => (
              <Td
                key={key}
                className={cn(
                  'whitespace-nowrap',
                  IN_TABLE[from],
                  key === 'overrides' && 'text-right tabular-nums',
                )}
              >
                <AccountCell column={key} account={account} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Name({ account, columns }: { account: ListedAccount; columns: readonly Column[] }) {
  const says = (key: Column['key']) => columns.some((column) => column.key === key);
  return (
    <>
      <div className="flex min-w-0 items-center gap-2">
        <Link
          href={`/accounts/${encodeURIComponent(account.id)}`}
          className="scroll-mt-16 scroll-mb-24 truncate font-medium hover:underline"
        >
          {account.name}
        </Link>
        {account.disconnectedAt && !says('status') && (
          <Badge tone="danger" title="Disconnected from the platform: nothing is minted">
            <Unplug aria-hidden />
            Disconnected
          </Badge>
        )}
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 text-sm text-ink-3">
        {columns
          .filter(
            ({ key, from }) => from !== 'always' && (key !== 'tags' || account.tags.length > 0),
          )
          .map(({ key, from }) => (
            <div key={key} className={cn('max-w-full min-w-0 truncate', UNDER_NAME[from])}>
              <AccountCell column={key} account={account} />
            </div>
          ))}
      </div>
    </>
  );
}
