import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import type { CellImpact, Impact } from '@/lib/domain/impact';
import { cellName } from '@/lib/domain/words/cells';
import { impactSentence } from '@/lib/domain/words/change';
import { Table, Td, Th } from '../ui/table';

const COLUMNS: readonly { key: Exclude<keyof CellImpact, 'cell'>; head: string; title: string }[] =
  [
    { key: 'on', head: 'Comes on', title: 'Accounts for which it comes to be on' },
    { key: 'off', head: 'Goes off', title: 'Accounts for which it comes to be off' },
    {
      key: 'shieldedByOverride',
      head: 'Kept by override',
      title: 'Accounts that stay as they are because of an override of their own',
    },
    {
      key: 'shieldedByCeiling',
      head: 'Kept by Stripe',
      title: 'Accounts that stay as they are because Stripe permits nothing else',
    },
  ];

/** How far a change reaches: accounts in all, and cell by cell. */
export function ImpactTable({
  impact,
  done,
  templates,
}: {
  impact: Impact;
  /** Whether it has happened already. */
  done: boolean;
  /** Templates that it touches, whose accounts can be listed. */
  templates: readonly { key: string; name: string }[];
}) {
  return (
    <>
      <div className="space-y-1 p-4">
        <p>{impactSentence(impact, done)}</p>
        {templates.length > 0 && impact.accounts > 0 && (
          <p className="flex flex-wrap gap-x-4 text-sm">
            {templates.map(({ key, name }) => (
              <Link
                key={key}
                href={`/accounts?template=${encodeURIComponent(key)}` as Route}
                className="py-1 underline decoration-line-strong underline-offset-2 hover:decoration-ink"
              >
                Accounts with {name}
              </Link>
            ))}
          </p>
        )}
      </div>
      {impact.cells.length > 0 && (
        <div className="overflow-hidden rounded-b-lg border-t [&_tbody_tr:last-child>*]:border-b-0">
          <Table label="Impact by component and feature">
            <thead>
              <tr>
                <Th className="w-full max-sm:whitespace-normal">Component and feature</Th>
                {COLUMNS.map(({ key, head, title }) => (
                  <Th
                    key={key}
                    title={title}
                    className="py-1 text-right max-sm:px-2 max-sm:whitespace-normal"
                  >
                    {head}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {impact.cells.map((row) => (
                <tr key={row.cell}>
                  <th scope="row" className="border-b px-3 py-1.5 pl-4 font-normal wrap-anywhere">
                    {cellName(row.cell)}
                  </th>
                  {COLUMNS.map(({ key }) => (
                    <Td key={key} className="text-right tabular-nums max-sm:px-2">
                      <span className={row[key] === 0 ? 'text-ink-3' : 'font-medium'}>
                        {row[key].toLocaleString('en')}
                      </span>
                    </Td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </>
  );
}
