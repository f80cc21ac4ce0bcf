import 'server-only';
import type { Db } from '@/lib/db';
import { notFound } from '@/lib/domain/errors';
import { type EndpointView, endpointState } from '@/lib/domain/notice-endpoints';
import type { NoticeEvent, Reach } from '@/lib/domain/notices';
import { writeAudit } from '../audit';
import type { Context } from '../context';
import type { NoticeEndpoint } from '../generated/client';

/** An endpoint as the audit names it. */
export const subjectOf = (id: string) => ({ kind: 'notice_endpoint', id });

/** An endpoint as admins see it. */
export function endpointView(row: NoticeEndpoint, waiting: number, now: Date): EndpointView {
  const overlap = row.oldSecretEndsAt !== null && row.oldSecretEndsAt > now;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events as NoticeEvent[],
    reaches: row.reaches as Reach[],
    state: endpointState(row),
    createdAt: row.createdAt.toISOString(),
    pausedAt: row.pausedAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
    oldSecretEndsAt: overlap ? (row.oldSecretEndsAt?.toISOString() ?? null) : null,
    waiting,
  };
}

/**
 * An endpoint's row, locked against whoever else alters it, but not against changes that add to what
 * it waits for: they hold locks that those who alter it need next. Throws `not_found`.
 */
export async function lockedEndpoint(tx: Db, id: string): Promise<NoticeEndpoint> {
  await tx.$queryRaw`SELECT 1 FROM notice_endpoint WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const row = await tx.noticeEndpoint.findUnique({ where: { id, removedAt: null } });
  if (!row) throw notFound('notice endpoint', id);
  return row;
}

/** Pauses an endpoint that answered that it is gone, in the sender's transaction. */
export async function pauseGone(tx: Db, context: Context, row: NoticeEndpoint): Promise<void> {
  if (row.pausedAt) return;
  await tx.noticeEndpoint.update({
    where: { id: row.id },
    data: { pausedAt: context.now, pausedBy: 'gone' },
  });
  await writeAudit(tx, context, {
    action: 'notice_endpoint.pause',
    subject: subjectOf(row.id),
    reason: 'It answered 410 Gone.',
  });
}
