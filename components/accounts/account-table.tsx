import { Unplug } from 'lucide-react';
import Link from 'next/link';
import type { AccountSummary } from '@/lib/domain/views';
import { Badge } from '../ui/badge';
import { MonoId } from '../ui/mono-id';
import { Table, Td, Th } from '../ui/table';
import { CONTROLLERS } from './controllers';
import { countryName } from './country-name';

const BY = { explicit: 'assigned', rule: 'by rule', default: 'by default' } as const;

/** Accounts in a dense table; on a narrow screen the lesser columns move under the name. */
export function AccountTable({ accounts }: { accounts: readonly AccountSummary[] }) {
  return (
    <Table label="Accounts">
      <thead>
        <tr>
          <Th>Account</Th>
          <Th className="hidden xl:table-cell">Id</Th>
          <Th className="hidden md:table-cell">Country</Th>
          <Th className="hidden md:table-cell">Controller</Th>
          <Th className="hidden sm:table-cell">Template</Th>
          <Th className="text-right">Overrides</Th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id} className="hover:bg-sunken/60">
            <Td className="w-full max-w-0">
              <div className="flex min-w-0 items-center gap-2">
                <Link
                  href={`/accounts/${encodeURIComponent(account.id)}`}
                  className="truncate font-medium hover:underline"
                >
                  {account.name}
                </Link>
                {account.disconnectedAt && (
                  <Badge tone="danger" title="Disconnected from the platform: nothing is minted">
                    <Unplug aria-hidden />
                    Disconnected
                  </Badge>
                )}
              </div>
              <MonoId
                id={account.id}
                what={`id of ${account.name}`}
                className="max-w-full xl:hidden"
              />
              <div className="truncate text-sm text-ink-3 md:hidden">
                {[account.country, CONTROLLERS[account.controller]].filter(Boolean).join(' · ')}
              </div>
              <div className="truncate text-sm text-ink-3 sm:hidden">
                {account.template.name}, {BY[account.template.by]}
              </div>
            </Td>
            <Td className="hidden xl:table-cell">
              <MonoId id={account.id} what={`id of ${account.name}`} />
            </Td>
            <Td className="hidden whitespace-nowrap md:table-cell">
              {account.country ? (
                <span title={countryName(account.country)}>{countryName(account.country)}</span>
              ) : (
                <span className="text-ink-3">Unknown</span>
              )}
            </Td>
            <Td className="hidden whitespace-nowrap md:table-cell">
              {CONTROLLERS[account.controller]}
            </Td>
            <Td className="hidden whitespace-nowrap sm:table-cell">
              <Link
                href={`/templates/${encodeURIComponent(account.template.key)}`}
                className="hover:underline"
              >
                {account.template.name}
              </Link>{' '}
              <span className="text-sm whitespace-nowrap text-ink-3">
                {BY[account.template.by]}
              </span>
            </Td>
            <Td className="text-right tabular-nums">
              {account.overrides > 0 ? (
                <Badge tone="accent">
                  {account.overrides}
                  <span className="sr-only"> overrides</span>
                </Badge>
              ) : (
                <span className="text-ink-3">0</span>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
