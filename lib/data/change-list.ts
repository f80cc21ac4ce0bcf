import 'server-only';
import { z } from 'zod';
import { db } from '@/lib/db';
import type { DiffLine } from '@/lib/domain/diff';
import type { Edit } from '@/lib/domain/edits';
import { notFound } from '@/lib/domain/errors';
import type { ActorRef, ChangeStatus } from '@/lib/domain/views';
import { verb } from './context';
import type { Change } from './generated/client';

/** A change as it was kept. */
export interface KeptChange {
  id: string;
  status: ChangeStatus;
  reason: string;
  actor: ActorRef;
  createdAt: string;
  appliedAt: string | null;
  edits: Edit[];
  diff: DiffLine[];
}

function view(row: Change): KeptChange {
  return {
    id: row.id,
    status: row.status,
    reason: row.reason,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName } as ActorRef,
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    edits: row.edits as unknown as Edit[],
    diff: row.diff as unknown as DiffLine[],
  };
}

/** One change with its edits and its diff. Throws `not_found`. */
export const getChange = verb('policy:read', async (_context, { id }: { id: string }) => {
  const row = z.uuid().safeParse(id).success
    ? await db().change.findUnique({ where: { id } })
    : null;
  if (!row) throw notFound('change', id);
  return view(row);
});
