import { Link } from '@/components/ui/link';
import type { BulkJobView } from '@/lib/domain/bulk/views';
import { changePath } from '../changes/address';
import { StatusBadge } from '../changes/status-badge';
import { Table, Td, Th } from '../ui/table';
import { accountCount } from './words';

/** A job's chunks: each leads to its change, where it is approved or reverted. */
export function ChunkTable({ job: { chunks, chunkCount } }: { job: BulkJobView }) {
  return (
    <>
      <Table label="Chunks">
        <thead>
          <tr>
            <Th className="w-full">Chunk</Th>
            <Th>Accounts</Th>
            <Th>Status</Th>
          </tr>
        </thead>
        <tbody>
          {chunks.map(({ number, accounts, change, status }) => (
            <tr key={change} className="hover:bg-sunken/60">
              <Td>
                <Link href={changePath(change)} className="hover:underline">
                  Chunk {number}
                </Link>
              </Td>
              <Td className="text-right tabular-nums">{accounts.toLocaleString('en')}</Td>
              <Td className="whitespace-nowrap">
                <StatusBadge status={status} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {chunkCount > chunks.length && (
        <p className="px-4 py-2 text-sm text-ink-3">
          The newest {chunks.length} of {chunkCount.toLocaleString('en')} chunks, those that wait
          first.
        </p>
      )}
    </>
  );
}

/** The accounts that a job left as they were, each with the reason. */
export function RefusalTable({ job: { refusals, counts } }: { job: BulkJobView }) {
  return (
    <>
      <Table label="Accounts left as they were">
        <thead>
          <tr>
            <Th>Account</Th>
            <Th className="w-full">Why</Th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ account, name, message }) => (
            <tr key={account}>
              <Td className="max-w-56">
                <Link href={`/accounts/${account}`} className="block truncate hover:underline">
                  {name}
                </Link>
              </Td>
              <Td className="wrap-anywhere">{message}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {counts.refused > refusals.length && (
        <p className="px-4 py-2 text-sm text-ink-3">
          The first {refusals.length} of {accountCount(counts.refused)}.
        </p>
      )}
    </>
  );
}
