import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import type { DiffLine } from '@/lib/domain/diff';
import type { Impact } from '@/lib/domain/impact';
import { type NoticeEvent, noticeBody } from '@/lib/domain/notices';
import { env } from '@/lib/env';
import { actorOf } from '../actor-ref';
import type { Context } from '../context';
import type { Change } from '../generated/client';

const NO_IMPACT: Impact = { accounts: 0, flipping: 0, cells: [] };

/** A step of a change that was just stored. */
export interface Announcement {
  changeId: string;
  events: readonly NoticeEvent[];
  /** Why it failed or was rejected. */
  explanation?: string | null;
}

/**
 * The endpoints that want any of these. They are not locked: a change never waits for whoever edits
 * an endpoint. What is added for one that is removed meanwhile is cancelled by the sender.
 */
function endpointsFor(tx: Db, events: readonly NoticeEvent[]) {
  return tx.$queryRaw<{ id: string; events: string[]; reaches: string[] }[]>`
    SELECT id, events, reaches FROM notice_endpoint
    WHERE removed_at IS NULL AND events && ${[...events]}::text[]
    ORDER BY id`;
}

function bodyOf(context: Context, row: Change, type: NoticeEvent, explanation: string | null) {
  const diff = row.diff as unknown as DiffLine[];
  return noticeBody({
    id: randomUUID(),
    type,
    createdAt: context.now,
    by: context.actor,
    subjects: diff.map(({ subject }) => subject),
    change: {
      id: row.id,
      status: row.status,
      reason: row.reason,
      actor: actorOf(row),
      applyAt: row.applyAt,
      reverts: row.reverts,
      impact: (row.impact as unknown as Impact | null) ?? NO_IMPACT,
      explanation,
    },
    site: env().NEXTAUTH_URL,
  });
}

/** Keeps one notice with a delivery to each of these endpoints. */
export async function keepNotice(
  tx: Db,
  { now }: Context,
  notice: { id: string; type: string; reach: string | null; changeId: string | null; body: object },
  endpoints: readonly string[],
): Promise<void> {
  const { body, ...data } = notice;
  await tx.notice.create({ data: { ...data, body: JSON.stringify(body), createdAt: now } });
  await tx.noticeDelivery.createMany({
    data: endpoints.map((endpointId) => ({
      id: randomUUID(),
      noticeId: notice.id,
      endpointId,
      status: 'pending' as const,
      nextAt: now,
      createdAt: now,
    })),
  });
}

/**
 * Keeps the notices of a step, in the step's own transaction: what was done is told, and what was
 * rolled back is not. To be called after the step is stored; call `wakeNotices` once it is
 * committed. Where no endpoint wants a notice, nothing is written.
 */
export async function announce(
  tx: Db,
  context: Context,
  { changeId, events, explanation = null }: Announcement,
): Promise<void> {
  if (events.length === 0) return;
  const endpoints = await endpointsFor(tx, events);
  if (endpoints.length === 0) return;
  const row = await tx.change.findUniqueOrThrow({ where: { id: changeId } });
  for (const type of events) {
    const body = bodyOf(context, row, type, explanation);
    const { id, reach } = body;
    const wanting = endpoints.filter(
      (endpoint) => endpoint.events.includes(type) && endpoint.reaches.includes(reach),
    );
    if (wanting.length === 0) continue;
    await keepNotice(
      tx,
      context,
      { id, type, reach, changeId, body },
      wanting.map((endpoint) => endpoint.id),
    );
  }
}
