import 'server-only';
import { z } from 'zod';
import { type Db, db, Prisma } from '@/lib/db';
import { driftBetween } from '@/lib/domain/conflicts';
import type { DiffLine } from '@/lib/domain/diff';
import { invalid } from '@/lib/domain/errors';
import { flag, line, searchWord } from '@/lib/domain/text';
import {
  type ActorRef,
  CHANGE_STATUSES,
  type ChangeDetail,
  type ChangeEvent,
  type ChangeSummary,
  isOpen,
  OPEN_STATUSES,
  type Page,
} from '@/lib/domain/views';
import { actorOf } from './actor-ref';
import { weighKept } from './changes/act-on-change';
import { effectiveAt } from './changes/apply-change';
import { viewOf } from './changes/change-view';
import { loadChange } from './changes/kept-change';
import { rivalsOf } from './changes/open-changes';
import { type Context, verb } from './context';
import { pageOf, unpackCursor } from './cursor';
import { escapeLike } from './like';

/** Filters of the list of changes, as query parameters of the API and of the page. */
export const changeFilter = z.strictObject({
  status: z.enum(CHANGE_STATUSES).optional().describe('Where the change is in its life.'),
  open: flag.optional().describe('Whether it is still on its way.'),
  q: line(200).optional().describe('Part of the reason, or the beginning of the id.'),
  author: searchWord(100).optional().describe('The author’s id.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type ChangeFilter = Partial<z.output<typeof changeFilter>>;

interface Row {
  id: string;
  status: ChangeSummary['status'];
  reason: string;
  actorKind: ActorRef['kind'];
  actorId: string;
  actorName: string;
  createdAt: Date;
  appliedAt: Date | null;
  applyAt: Date | null;
  reverts: string | null;
  lines: number;
  accounts: number | null;
  withdrawn: boolean;
}

function conditions({ status, open, q, author }: ChangeFilter): Prisma.Sql {
  const all = [Prisma.sql`TRUE`];
  if (status) all.push(Prisma.sql`c.status = ${status}::change_status`);
  if (open !== undefined) {
    const those = Prisma.sql`c.status = ANY(${[...OPEN_STATUSES]}::change_status[])`;
    all.push(open ? those : Prisma.sql`NOT (${those})`);
  }
  if (q) {
    all.push(Prisma.sql`(lower(c.reason) LIKE lower(${`%${escapeLike(q)}%`})
      OR c.id::text LIKE ${`${escapeLike(q.toLowerCase())}%`})`);
  }
  if (author) all.push(Prisma.sql`c.actor_id = ${author}`);
  return Prisma.join(all, ' AND ');
}

const summary = (row: Row): ChangeSummary => ({
  id: row.id,
  status: row.status,
  reason: row.reason,
  actor: actorOf(row),
  createdAt: row.createdAt.toISOString(),
  appliedAt: row.appliedAt?.toISOString() ?? null,
  applyAt: row.applyAt?.toISOString() ?? null,
  reverts: row.reverts,
  lines: row.lines,
  accounts: row.accounts,
  withdrawn: row.withdrawn,
});

/** The place in the list that a cursor stands for. Throws `invalid_request`. */
function placeOf(cursor: string): readonly string[] {
  const place = unpackCursor(cursor, 2);
  const [at, id] = place;
  if (z.iso.datetime().safeParse(at).success && z.uuid().safeParse(id).success) return place;
  throw invalid({ pointer: '/cursor', message: 'This cursor is not one of ours.' });
}

/** Changes, the newest first, paged by keyset. */
export const listChanges = verb(
  'policy:read',
  async (_context, filter: ChangeFilter): Promise<Page<ChangeSummary>> => {
    const { limit = 50, cursor } = filter;
    const after = cursor === undefined ? null : placeOf(cursor);
    const rows = await db().$queryRaw<Row[]>(Prisma.sql`
      SELECT c.id, c.status::text AS status, c.reason, c.actor_kind::text AS "actorKind",
             c.actor_id AS "actorId", c.actor_name AS "actorName", c.created_at AS "createdAt",
             c.applied_at AS "appliedAt", c.apply_at AS "applyAt", c.reverts,
             jsonb_array_length(c.diff) AS lines, (c.impact ->> 'accounts')::int AS accounts,
             c.status = 'rejected' AND EXISTS (
               SELECT 1 FROM audit_entry e
               WHERE e.subject_kind = 'change' AND e.subject_id = c.id::text
                 AND e.action = 'change.withdraw') AS withdrawn
      FROM change c
      WHERE ${conditions(filter)}
        AND ${
          after
            ? Prisma.sql`(c.created_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
            : Prisma.sql`TRUE`
        }
      ORDER BY c.created_at DESC, c.id DESC
      LIMIT ${limit + 1}`);
    return pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id], summary);
  },
);

/** How many changes wait for somebody, by status. */
export const countOpenChanges = verb('policy:read', async () => {
  const rows = await db().change.groupBy({
    by: ['status'],
    where: { status: { in: [...OPEN_STATUSES] } },
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.status, row._count._all]));
});

async function eventsOf(tx: Db, id: string): Promise<ChangeEvent[]> {
  const rows = await tx.auditEntry.findMany({
    where: { subjectKind: 'change', subjectId: id },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    at: row.at.toISOString(),
    actor: actorOf(row),
    action: row.action,
    words: row.reason,
  }));
}

async function read(tx: Db, context: Context, id: string): Promise<ChangeDetail> {
  const kept = await loadChange(tx, id);
  const at = await effectiveAt(tx, context.now);
  const { weighing, problem } = isOpen(kept.row.status)
    ? await weighKept(tx, kept.content, { changeId: id, at })
    : { weighing: null, problem: null };
  const view = await viewOf(tx, context, kept, weighing, problem);
  const breach = weighing?.breaches[0];
  const made = kept.row.diff as unknown as DiffLine[];
  return {
    ...view,
    id,
    events: await eventsOf(tx, id),
    breach: breach
      ? { guardrail: breach.guardrail, name: breach.of.name, cell: breach.cell }
      : null,
    conflicts: {
      drift: weighing ? driftBetween(made, view.diff) : [],
      others: isOpen(kept.row.status) ? await rivalsOf(tx, id, kept.content.edits) : [],
    },
  };
}

/**
 * One change with its life. Of one that is not applied yet it says what it would do now, and what
 * whoever asks may do to it. Throws `not_found`.
 */
export const getChange = verb(
  'policy:read',
  (context, { id }: { id: string }): Promise<ChangeDetail> =>
    db().$transaction((tx) => read(tx, context, id), {
      isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
    }),
);
