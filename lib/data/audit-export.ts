import 'server-only';
import type { AuditView } from '@/lib/domain/views';
import { type AuditFilter, listAudit } from './audit';
import type { Context } from './context';
import { csvLine } from './csv';

/** The first are few, so that whoever waits sees soon that there is something; each batch is twice as long … */
const FIRST = 20;

/** … up to this. */
const BATCH = 200;

/** The columns of a CSV export, in order. */
const COLUMNS: readonly [name: string, value: (row: AuditView) => unknown][] = [
  ['id', (row) => row.id],
  ['at', (row) => row.at],
  ['actor_kind', (row) => row.actor.kind],
  ['actor_id', (row) => row.actor.id],
  ['actor_name', (row) => row.actor.name],
  ['action', (row) => row.action],
  ['subject_kind', (row) => row.subject.kind],
  ['subject_id', (row) => row.subject.id],
  ['subject_name', (row) => row.subject.name],
  ['change_id', (row) => row.changeId],
  ['reason', (row) => row.reason],
  ['before', (row) => row.before],
  ['after', (row) => row.after],
  ['request_id', (row) => row.requestId],
  ['result', (row) => row.outcome?.result],
  ['code', (row) => row.outcome?.code],
];

/**
 * All audit entries that a filter finds, newest first, as lines of NDJSON or CSV. It reads a batch
 * at a time, so its memory does not grow with the audit. Checks permission before the first line.
 */
export async function exportAudit(
  context: Context,
  filter: AuditFilter,
  format: 'ndjson' | 'csv',
): Promise<AsyncGenerator<string>> {
  const first = await listAudit(context, { ...filter, limit: FIRST });
  return (async function* () {
    if (format === 'csv') yield csvLine(COLUMNS.map(([name]) => name));
    for (let page = first, limit = FIRST; ; ) {
      yield page.data
        .map((row) =>
          format === 'csv'
            ? csvLine(COLUMNS.map(([, value]) => value(row)))
            : `${JSON.stringify(row)}\n`,
        )
        .join('');
      if (page.nextCursor === null) return;
      limit = Math.min(BATCH, limit * 2);
      page = await listAudit(context, { ...filter, limit, cursor: page.nextCursor });
    }
  })();
}
