import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { AppError } from '@/lib/domain/errors';
import type { EndpointContent, NewEndpoint } from '@/lib/domain/notice-endpoints';
import { TEST_EVENT, testBody } from '@/lib/domain/notices';
import { writeAudit } from '../audit';
import { verb } from '../context';
import type { NoticeEndpoint } from '../generated/client';
import { seal, unseal } from '../sealed/seal';
import { keepNotice } from './announce';
import { endpointView, lockedEndpoint, subjectOf } from './endpoint-rows';
import { newSecret, placeOf } from './secrets';
import { wakeNotices } from './wake';

/** Most endpoints that there may be: each change is told to all of them. */
const MAX_ENDPOINTS = 20;

const conflict = (message: string) => new AppError('conflict', message);

/** What the audit keeps of an endpoint: all but its secrets. */
const audited = ({ url, description, events, reaches }: NewEndpoint) => ({
  url,
  description,
  events,
  reaches,
});

/** All endpoints, the oldest first, without their secrets. */
export const listNoticeEndpoints = verb('notices:manage', async ({ now }) => {
  const [rows, waiting] = await Promise.all([
    db().noticeEndpoint.findMany({
      where: { removedAt: null },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
    db().noticeDelivery.groupBy({
      by: ['endpointId'],
      where: { status: 'pending' },
      _count: { _all: true },
    }),
  ]);
  const counts = new Map(waiting.map((row) => [row.endpointId, row._count._all]));
  return rows.map((row) => endpointView(row, counts.get(row.id) ?? 0, now));
});

/**
 * Makes an endpoint. Its secret is in the answer and never shown again: it is kept encrypted, to
 * sign with. Throws `conflict` where there are as many endpoints as there may be.
 */
export const createNoticeEndpoint = verb('notices:manage', async (context, input: NewEndpoint) => {
  const id = randomUUID();
  const secret = newSecret();
  await db().$transaction(async (tx) => {
    if ((await tx.noticeEndpoint.count({ where: { removedAt: null } })) >= MAX_ENDPOINTS) {
      throw conflict(
        `There are ${MAX_ENDPOINTS} endpoints, and more there cannot be. Remove one that is not needed.`,
      );
    }
    await tx.noticeEndpoint.create({
      data: { id, ...audited(input), secret: seal(placeOf(id), secret), createdAt: context.now },
    });
    await writeAudit(tx, context, {
      action: 'notice_endpoint.create',
      subject: subjectOf(id),
      after: audited(input),
    });
  });
  return { id, secret };
});

/** What an endpoint's pause becomes: one that goes on begins anew, whatever failed before. */
function pauseOf(row: NoticeEndpoint, paused: boolean, now: Date) {
  if (!paused)
    return { pausedAt: null, pausedBy: null, ...(row.pausedAt && { failingSince: null }) };
  return row.pausedAt ? {} : { pausedAt: now, pausedBy: 'person' as const };
}

/**
 * Gives an endpoint another content, or pauses it or lets it go on. While it is paused, its notices
 * wait. Throws `not_found`.
 */
export const updateNoticeEndpoint = verb(
  'notices:manage',
  async (context, { id, paused, ...input }: EndpointContent & { id: string }) => {
    const changed = await db().$transaction(async (tx) => {
      const before = await lockedEndpoint(tx, id);
      const row = await tx.noticeEndpoint.update({
        where: { id },
        data: { ...audited(input), ...pauseOf(before, paused, context.now) },
      });
      await writeAudit(tx, context, {
        action: 'notice_endpoint.update',
        subject: subjectOf(id),
        before: { ...audited(before as NewEndpoint), paused: before.pausedAt !== null },
        after: { ...audited(input), paused },
      });
      const waiting = await tx.noticeDelivery.count({
        where: { endpointId: id, status: 'pending' },
      });
      return endpointView(row, waiting, context.now);
    });
    wakeNotices();
    return changed;
  },
);

/** Removes an endpoint with its secrets. What waits for it is cancelled; its log stays. Throws `not_found`. */
export const removeNoticeEndpoint = verb(
  'notices:manage',
  async (context, { id }: { id: string }) => {
    await db().$transaction(async (tx) => {
      const before = await lockedEndpoint(tx, id);
      const { now } = context;
      await tx.noticeEndpoint.update({
        where: { id },
        data: { removedAt: now, secret: null, oldSecret: null, oldSecretEndsAt: null },
      });
      await tx.noticeDelivery.updateMany({
        where: { endpointId: id, status: 'pending' },
        data: { status: 'cancelled', nextAt: null, lease: null, leasedUntil: null, endedAt: now },
      });
      await writeAudit(tx, context, {
        action: 'notice_endpoint.remove',
        subject: subjectOf(id),
        before: audited(before as NewEndpoint),
      });
    });
  },
);

/**
 * Gives an endpoint a new secret, which is in the answer and never shown again. For the overlap
 * notices are signed with both; a rotation within an overlap ends the older one. Throws `not_found`.
 */
export const rotateNoticeSecret = verb(
  'notices:manage',
  async (context, { id, overlapSeconds }: { id: string; overlapSeconds: number }) => {
    const secret = newSecret();
    const endsAt = new Date(context.now.getTime() + overlapSeconds * 1000);
    await db().$transaction(async (tx) => {
      const row = await lockedEndpoint(tx, id);
      const old = overlapSeconds > 0 && row.secret ? unseal(placeOf(id), row.secret) : null;
      await tx.noticeEndpoint.update({
        where: { id },
        data: {
          secret: seal(placeOf(id), secret),
          // One that cannot be read any more signs nothing, and is not kept on.
          oldSecret: old === null ? null : seal(placeOf(id, 'old_secret'), old),
          oldSecretEndsAt: old === null ? null : endsAt,
        },
      });
      await writeAudit(tx, context, {
        action: 'notice_endpoint.rotate',
        subject: subjectOf(id),
        after: { oldSecretEndsAt: endsAt },
      });
    });
    return { secret, oldSecretEndsAt: endsAt.toISOString() };
  },
);

/** Sends an endpoint a notice that is about nothing. Throws `not_found`, `conflict` while it is paused. */
export const testNoticeEndpoint = verb(
  'notices:manage',
  async (context, { id }: { id: string }): Promise<{ noticeId: string }> => {
    const noticeId = randomUUID();
    await db().$transaction(async (tx) => {
      const row = await lockedEndpoint(tx, id);
      if (row.pausedAt) {
        throw conflict('This endpoint is paused, so nothing is sent to it. Let it go on first.');
      }
      const body = testBody({ id: noticeId, createdAt: context.now, by: context.actor });
      const notice = { id: noticeId, type: TEST_EVENT, reach: null, changeId: null, body };
      await keepNotice(tx, context, notice, [id]);
      await writeAudit(tx, context, { action: 'notice_endpoint.test', subject: subjectOf(id) });
    });
    wakeNotices();
    return { noticeId };
  },
);
