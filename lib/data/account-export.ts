import 'server-only';
import { db, Prisma } from '@/lib/db';
import { BY_RULES, NONE } from '@/lib/domain/bulk/csv';
import type { AccountSummary } from '@/lib/domain/views';
import type { AccountFilter } from './account-filter';
import { listAccounts } from './account-list';
import type { Context } from './context';
import { csvLine } from './csv';
import { inForceSql } from './override-sql';

const BATCH = 200;

/** What the list of accounts does not say itself. */
interface More {
  explicit: string | null;
  overrides: string | null;
}

type Line = AccountSummary & { own: More | undefined };

/** A tag that reads like none at all gets a comma behind it. */
const tagsText = (tags: readonly string[]) =>
  tags.length === 1 && tags[0] === NONE ? `${NONE},` : tags.join(', ');

/** The columns, in order. What can be imported again reads as it is imported. */
const COLUMNS: readonly [name: string, value: (line: Line) => unknown][] = [
  ['account', (line) => line.id],
  ['name', (line) => line.name],
  ['email', (line) => line.email],
  ['country', (line) => line.country],
  ['template', ({ own }) => own?.explicit ?? BY_RULES],
  ['effective_template', (line) => line.template.key],
  ['assigned_by', (line) => line.template.by],
  ['tags', (line) => tagsText(line.tags)],
  ['overrides', ({ own }) => own?.overrides],
  ['disconnected_at', (line) => line.disconnectedAt],
];

async function moreOf(ids: readonly string[], now: Date): Promise<Map<string, More>> {
  const rows = await db().$queryRaw<(More & { id: string })[]>(Prisma.sql`
    SELECT a.id, a.assigned_template_key AS explicit,
           (SELECT string_agg(cell || '=' || setting::text, ' ' ORDER BY cell) FROM override
             WHERE account_id = a.id AND ${inForceSql(now)}) AS overrides
    FROM account a WHERE a.id = ANY(${[...ids]}::text[])`);
  return new Map(rows.map(({ id, ...more }) => [id, more]));
}

/**
 * All accounts that a filter finds, by name, as lines of CSV that can be imported again. It reads a
 * page at a time, so its memory does not grow with the mirror. Checks permission before the first line.
 */
export async function exportAccounts(
  context: Context,
  filter: AccountFilter,
): Promise<AsyncGenerator<string>> {
  const { cursor: _cursor, ...all } = filter;
  const first = await listAccounts(context, { ...all, limit: BATCH });
  return (async function* () {
    yield csvLine(COLUMNS.map(([name]) => name));
    for (let page = first; ; ) {
      const more = await moreOf(
        page.data.map(({ id }) => id),
        context.now,
      );
      yield page.data
        .map((row) => ({ ...row, own: more.get(row.id) }))
        .map((line) => csvLine(COLUMNS.map(([, value]) => value(line))))
        .join('');
      if (page.nextCursor === null) return;
      page = await listAccounts(context, { ...all, limit: BATCH, cursor: page.nextCursor });
    }
  })();
}
