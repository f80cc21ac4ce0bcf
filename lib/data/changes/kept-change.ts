import 'server-only';
import { z } from 'zod';
import type { Db, Prisma } from '@/lib/db';
import type { Approval } from '@/lib/domain/approvals';
import type { Who } from '@/lib/domain/change-acts';
import type { ChangeLife } from '@/lib/domain/change-life';
import { type Edit, edit } from '@/lib/domain/edits';
import { notFound } from '@/lib/domain/errors';
import type { Actor } from '@/lib/domain/permissions';
import type { Context } from '../context';
import type { Change, ChangeApproval } from '../generated/client';
import type { Content } from './affecting';
import type { Weighing } from './weigh';

const edits = z.array(edit);

/** An approval as it is kept, with the row it stands in. */
export type KeptApproval = Approval & { row: ChangeApproval };

/** A change as it is kept, with its life as the rules of the domain read it. */
export interface KeptChange {
  row: Change;
  /** Kept in this very transaction, so that nothing can refer to it yet. */
  isNew?: true;
  content: Content;
  life: Omit<ChangeLife, 'approvals'> & { approvals: readonly KeptApproval[] };
}

export const asJson = (value: unknown) =>
  JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;

/** Edits as a change keeps them: what they were made against is part of the pin, not of each edit. */
export function withoutRevisions(all: readonly Edit[]): Edit[] {
  return all.map((one) => {
    if (!('expectedRevision' in one)) return one;
    const { expectedRevision: _seen, ...rest } = one;
    return rest as Edit;
  });
}

/** The user who made the token that acts; null where a person or the product acts. */
export async function makerOf(tx: Db, actor: Actor): Promise<string | null> {
  if (actor.kind !== 'token') return null;
  const token = await tx.apiToken.findUnique({
    where: { id: actor.id },
    select: { createdBy: true },
  });
  return token?.createdBy ?? null;
}

const approvalOf = (row: ChangeApproval): KeptApproval => ({
  by: row.userId,
  role: row.role,
  pin: row.pin,
  notBefore: row.notBefore,
  row,
});

/** All whose work the content is: who wrote a version, and who made the tokens that did. */
async function contributorsOf(tx: Db, changeId: string): Promise<Who[]> {
  const rows = await tx.$queryRaw<Who[]>`
    SELECT DISTINCT actor_kind::text AS kind, actor_id AS id
    FROM change_version WHERE change_id = ${changeId}::uuid
    UNION
    SELECT 'user', t.created_by::text
    FROM change_version v JOIN api_token t ON t.id::text = v.actor_id
    WHERE v.change_id = ${changeId}::uuid AND v.actor_kind = 'token' AND t.created_by IS NOT NULL`;
  return rows;
}

/** A change with its life. Throws `not_found`. */
export async function loadChange(tx: Db, id: string): Promise<KeptChange> {
  const row = z.uuid().safeParse(id).success ? await tx.change.findUnique({ where: { id } }) : null;
  if (!row) throw notFound('change', id);
  const approvals = await tx.changeApproval.findMany({
    where: { changeId: id, version: row.version, revokedAt: null },
    orderBy: { id: 'asc' },
  });
  return {
    row,
    content: { reason: row.reason, edits: edits.parse(row.edits) },
    life: {
      status: row.status,
      author: { kind: row.actorKind, id: row.actorId },
      contributors: await contributorsOf(tx, id),
      applyAt: row.applyAt,
      approvals: approvals.map(approvalOf),
      scheduledPin: row.pin,
    },
  };
}

/** Keeps one more version of what a change asks for. */
export async function addVersion(
  tx: Db,
  context: Context,
  change: { id: string; version: number; content: Content; applyAt: Date | null },
): Promise<void> {
  const { kind, id, name } = context.actor;
  await tx.changeVersion.create({
    data: {
      changeId: change.id,
      version: change.version,
      actorKind: kind,
      actorId: id,
      actorName: name,
      reason: change.content.reason,
      edits: asJson(change.content.edits),
      applyAt: change.applyAt,
      at: context.now,
    },
  });
}

/**
 * Keeps a new change with its first version: as a draft, or as applied where it is about to be. It
 * may be long, so its edits go to the database once. Gives back the row as it stands there now.
 */
export async function insertChange(
  tx: Db,
  context: Context,
  change: {
    id: string;
    content: Content;
    applyAt: Date | null;
    reverts: string | null;
    weighing: Weighing;
    applied?: { at: Date; impact: object };
  },
): Promise<Change> {
  const { id, content, applyAt, reverts, weighing, applied } = change;
  const { actor, requestId, now } = context;
  const row = {
    ...{ id, requestId, applyAt, reverts, version: 1, pin: null, failure: null },
    ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
    ...{ status: applied ? ('applied' as const) : ('draft' as const), reason: content.reason },
    edits: content.edits,
    diff: weighing.effects.flatMap((effect) => effect.diff),
    impact: applied?.impact ?? weighing.impact,
    createdAt: now,
    appliedAt: applied?.at ?? null,
  };
  await tx.$executeRaw`
    WITH kept AS (
      INSERT INTO change (id, status, actor_kind, actor_id, actor_name, reason, edits, diff, impact,
                          request_id, created_at, applied_at, apply_at, reverts)
      VALUES (${id}::uuid, ${row.status}::change_status,
              ${actor.kind}::actor_kind, ${actor.id}, ${actor.name}, ${row.reason},
              ${JSON.stringify(row.edits)}::jsonb, ${JSON.stringify(row.diff)}::jsonb,
              ${JSON.stringify(row.impact)}::jsonb, ${requestId}, ${now}, ${row.appliedAt},
              ${applyAt}, ${reverts}::uuid)
      RETURNING *
    )
    INSERT INTO change_version
      (change_id, version, actor_kind, actor_id, actor_name, reason, edits, apply_at, at)
    SELECT id, 1, actor_kind, actor_id, actor_name, reason, edits, apply_at, created_at FROM kept`;
  // Its JSON is what went there as text; that text may be long, and is not read back.
  return row as unknown as Change;
}

/** Keeps a life: its status and schedule, approvals that were added and those that were revoked. */
export async function saveLife(
  tx: Db,
  context: Context,
  change: { id: string; version: number },
  life: ChangeLife,
  revoked: readonly Approval[],
): Promise<void> {
  await tx.change.update({
    where: { id: change.id },
    data: {
      // What applies a change says so itself, together with when.
      ...(life.status !== 'applied' && { status: life.status }),
      applyAt: life.applyAt,
      pin: life.scheduledPin,
    },
  });
  const gone = revoked.flatMap((approval) =>
    'row' in approval ? [(approval as KeptApproval).row.id] : [],
  );
  if (gone.length > 0) {
    await tx.changeApproval.updateMany({
      where: { id: { in: gone } },
      data: { revokedAt: context.now },
    });
  }
  const added = life.approvals.filter((approval) => !('row' in approval));
  for (const { by, role, pin, notBefore } of added) {
    await tx.changeApproval.create({
      data: {
        changeId: change.id,
        version: change.version,
        pin,
        notBefore,
        userId: by,
        userName: context.actor.name,
        role,
        at: context.now,
      },
    });
  }
}
