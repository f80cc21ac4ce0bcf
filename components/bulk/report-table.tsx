import type { CsvProblem } from '@/lib/domain/bulk/csv';
import { Notice } from '../ui/notice';
import { Table, Td, Th } from '../ui/table';

/** What is wrong with a file, line by line. */
export function ReportTable({ report, total }: { report: readonly CsvProblem[]; total: number }) {
  return (
    <div className="space-y-3">
      <Notice
        tone="error"
        title={
          total === 1 ? 'One thing is wrong' : `${total.toLocaleString('en')} things are wrong`
        }
      >
        <p>Nothing was done. Put the file right, then choose it again.</p>
      </Notice>
      <div className="overflow-hidden rounded-lg border bg-surface">
        <Table label="What is wrong with the file">
          <thead>
            <tr>
              <Th className="text-right">Line</Th>
              <Th>Column</Th>
              <Th className="w-full">What is wrong</Th>
            </tr>
          </thead>
          <tbody>
            {report.map(({ line, column, message }) => (
              <tr key={`${line} ${column} ${message}`}>
                <Td className="text-right tabular-nums">{line}</Td>
                <Td className="max-w-48 truncate font-mono text-sm">{column || '–'}</Td>
                <Td className="min-w-48 wrap-anywhere">{message}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
        {total > report.length && (
          <p className="px-4 py-2 text-sm text-ink-3">
            The first {report.length} of {total.toLocaleString('en')}.
          </p>
        )}
      </div>
    </div>
  );
}
