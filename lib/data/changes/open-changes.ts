import 'server-only';
import { z } from 'zod';
import { type Db, db, Prisma } from '@/lib/db';
import { overlapOf } from '@/lib/domain/conflicts';
import { type Edit, edit, type Subject, subjectOf } from '@/lib/domain/edits';
import {
  type ActorRef,
  type ChangeConflicts,
  OPEN_STATUSES,
  type OpenChange,
} from '@/lib/domain/views';
import { actorOf } from '../actor-ref';
import { verb } from '../context';

/** Most changes that are told of. */
const MOST = 50;

interface Row {
  id: string;
  status: OpenChange['status'];
  reason: string;
  actorKind: ActorRef['kind'];
  actorId: string;
  actorName: string;
  createdAt: Date;
  applyAt: Date | null;
  edits: unknown;
}

const openChange = (row: Row): OpenChange => ({
  id: row.id,
  status: row.status,
  reason: row.reason,
  actor: actorOf(row),
  createdAt: row.createdAt.toISOString(),
  applyAt: row.applyAt?.toISOString() ?? null,
});

/** Changes on their way that edit one of these subjects, the newest first. They are few at any time. */
function openOn(tx: Db, subjects: readonly Subject[], but: string | null): Promise<Row[]> {
  const ids = (kind: Subject['kind']) =>
    subjects.filter((subject) => subject.kind === kind).map(({ id }) => id);
  const single = subjects
    .filter(({ kind }) => kind !== 'account' && kind !== 'template')
    .map(({ kind }) => `${kind}.replace`);
  return tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT c.id, c.status::text AS status, c.reason, c.actor_kind::text AS "actorKind",
           c.actor_id AS "actorId", c.actor_name AS "actorName", c.created_at AS "createdAt",
           c.apply_at AS "applyAt", c.edits
    FROM change c
    WHERE c.status = ANY(${[...OPEN_STATUSES]}::change_status[])
      AND c.id IS DISTINCT FROM ${but}::uuid
      AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(c.edits) AS e
        WHERE e ->> 'account' = ANY(${ids('account')}::text[])
           OR e ->> 'key' = ANY(${ids('template')}::text[])
           OR e ->> 'op' = ANY(${single}::text[])
      )
    ORDER BY c.created_at DESC, c.id DESC
    LIMIT ${MOST}`);
}

/**
 * The changes on their way that edit one account or template, the newest first. Whoever may read
 * policy sees them, drafts of others among them, as in the list of changes.
 */
export const openChangesOf = verb(
  'policy:read',
  async (_context, { kind, id }: Subject): Promise<OpenChange[]> =>
    (await openOn(db(), [{ kind, id }], null)).map(openChange),
);

const kept = z.array(edit);

/** Other changes on their way that name the same cells or fields, with those. */
export async function rivalsOf(
  tx: Db,
  id: string,
  edits: readonly Edit[],
): Promise<ChangeConflicts['others']> {
  const rows = await openOn(tx, edits.map(subjectOf), id);
  return rows.flatMap((row) => {
    const parts = overlapOf(edits, kept.parse(row.edits));
    return parts.length > 0 ? [{ ...openChange(row), parts }] : [];
  });
}
