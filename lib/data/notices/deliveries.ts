import 'server-only';
import { z } from 'zod';
import { type Db, db } from '@/lib/db';
import { AppError, invalid, notFound } from '@/lib/domain/errors';
import type { SendError } from '@/lib/domain/notice-attempts';
import {
  DELIVERY_STATUSES,
  type DeliveryDetail,
  type DeliveryView,
} from '@/lib/domain/notice-endpoints';
import type { NoticeType, Reach } from '@/lib/domain/notices';
import type { Page } from '@/lib/domain/views';
import { writeAudit } from '../audit';
import { verb } from '../context';
import { pageOf, unpackCursor } from '../cursor';
import type { NoticeAttempt, NoticeDelivery, Prisma } from '../generated/client';
import { wakeNotices } from './wake';

/** Filters of the delivery log, as query parameters of the API and of the page. */
export const deliveryFilter = z.strictObject({
  endpoint: z.uuid().optional().describe('The endpoint’s id.'),
  status: z.enum(DELIVERY_STATUSES).optional().describe('How the delivery stands.'),
  change: z.uuid().optional().describe('The id of the change that is told.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type DeliveryFilter = Partial<z.output<typeof deliveryFilter>>;

const NOTICE = {
  id: true,
  type: true,
  reach: true,
  change: { select: { id: true, reason: true } },
} as const satisfies Prisma.NoticeSelect;

const ENDPOINT = {
  id: true,
  url: true,
  description: true,
  removedAt: true,
} as const satisfies Prisma.NoticeEndpointSelect;

interface Row extends NoticeDelivery {
  notice: Prisma.NoticeGetPayload<{ select: typeof NOTICE }>;
  endpoint: Prisma.NoticeEndpointGetPayload<{ select: typeof ENDPOINT }>;
  attempts: NoticeAttempt[];
}

const byId = <T extends { id: string }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.id, row]));

/** Deliveries with what they refer to, read one after the other: it may be within a transaction. */
async function withRest(tx: Db, rows: readonly NoticeDelivery[]): Promise<Row[]> {
  const all = (name: 'id' | 'noticeId' | 'endpointId') => ({
    in: [...new Set(rows.map((row) => row[name]))],
  });
  const notices = byId(
    await tx.notice.findMany({ where: { id: all('noticeId') }, select: NOTICE }),
  );
  const endpoints = byId(
    await tx.noticeEndpoint.findMany({ where: { id: all('endpointId') }, select: ENDPOINT }),
  );
  const attempts = await tx.noticeAttempt.findMany({
    where: { deliveryId: all('id') },
    orderBy: { number: 'asc' },
  });
  return rows.flatMap((row) => {
    const notice = notices.get(row.noticeId);
    const endpoint = endpoints.get(row.endpointId);
    if (!notice || !endpoint) return [];
    const own = attempts.filter(({ deliveryId }) => deliveryId === row.id);
    return [{ ...row, notice, endpoint, attempts: own }];
  });
}

function view({ notice, endpoint, attempts, ...row }: Row): DeliveryView {
  return {
    id: row.id,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    nextAt: row.nextAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    notice: {
      id: notice.id,
      type: notice.type as NoticeType,
      reach: notice.reach as Reach | null,
      change: notice.change,
    },
    endpoint: {
      id: endpoint.id,
      url: endpoint.url,
      description: endpoint.description,
      removed: endpoint.removedAt !== null,
    },
    attempts: attempts.map(({ number, at, ms, httpStatus, error }) => ({
      number,
      at: at.toISOString(),
      ms,
      httpStatus,
      error: error as SendError | null,
    })),
  };
}

/** What comes after the place that a cursor stands for. Throws `invalid_request`. */
function after(cursor: string): Prisma.NoticeDeliveryWhereInput {
  const [at = '', id = ''] = unpackCursor(cursor, 2);
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success) {
    throw invalid({ pointer: '/cursor', message: 'This cursor is not one of ours.' });
  }
  const createdAt = new Date(at);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** The delivery log, the newest first, paged by keyset. */
export const listNoticeDeliveries = verb(
  'notices:manage',
  async (_context, filter: DeliveryFilter): Promise<Page<DeliveryView>> => {
    const { endpoint, status, change, limit = 50, cursor } = filter;
    const rows = await db().noticeDelivery.findMany({
      where: {
        AND: [
          endpoint === undefined ? {} : { endpointId: endpoint },
          status === undefined ? {} : { status },
          change === undefined ? {} : { notice: { changeId: change } },
          cursor === undefined ? {} : after(cursor),
        ],
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const whole = await withRest(db(), rows);
    return pageOf(whole, limit, (row) => [row.createdAt.toISOString(), row.id], view);
  },
);

async function load(tx: Db, id: string): Promise<Row> {
  const row = await tx.noticeDelivery.findUnique({ where: { id } });
  const [whole] = row ? await withRest(tx, [row]) : [];
  if (!whole) throw notFound('delivery', id);
  return whole;
}

/** One delivery with all its attempts and the body that is sent. Throws `not_found`. */
export const getNoticeDelivery = verb(
  'notices:manage',
  async (_context, { id }: { id: string }): Promise<DeliveryDetail> => {
    const row = await load(db(), id);
    const { body } = await db().notice.findUniqueOrThrow({ where: { id: row.noticeId } });
    return { ...view(row), body: JSON.parse(body) };
  },
);

/**
 * Sends a delivery again, at once, and if need be with all retries anew. The notice keeps its id, so
 * that a receiver which has it already can tell. Throws `not_found`, and `conflict` while its
 * endpoint is paused, once it is removed, or while it is being sent.
 */
export const redeliverNotice = verb(
  'notices:manage',
  async (context, { id }: { id: string }): Promise<DeliveryView> => {
    const { now } = context;
    const redelivered = await db().$transaction(async (tx) => {
      const found = await load(tx, id);
      // The endpoint first: whoever sends or removes takes its lock before those of deliveries.
      await tx.$queryRaw`
        SELECT 1 FROM notice_endpoint WHERE id = ${found.endpointId}::uuid FOR SHARE`;
      await tx.$queryRaw`SELECT 1 FROM notice_delivery WHERE id = ${id}::uuid FOR UPDATE`;
      const row = await tx.noticeDelivery.findUniqueOrThrow({
        where: { id },
        include: { endpoint: true },
      });
      const problem = refusalOf(row, now);
      if (problem) throw new AppError('conflict', problem);
      await tx.noticeDelivery.update({
        where: { id },
        data: {
          ...{ status: 'pending', tries: 0, nextAt: now, endedAt: null },
          ...{ lease: null, leasedUntil: null },
        },
      });
      await writeAudit(tx, context, {
        action: 'notice_endpoint.redeliver',
        subject: { kind: 'notice_endpoint', id: row.endpointId },
        changeId: found.notice.change?.id ?? null,
        after: { notice: row.noticeId, type: found.notice.type },
      });
      return view(await load(tx, id));
    });
    wakeNotices();
    return redelivered;
  },
);

type Redelivering = Pick<Row, 'leasedUntil'> & {
  endpoint: { removedAt: Date | null; pausedAt: Date | null };
};

function refusalOf({ endpoint, leasedUntil }: Redelivering, now: Date): string | null {
  if (endpoint.removedAt) return 'Its endpoint was removed, so there is nowhere to send it.';
  if (endpoint.pausedAt) return 'Its endpoint is paused. Let it go on first.';
  if (leasedUntil !== null && leasedUntil > now) {
    return 'It is being sent right now. Look again in a moment.';
  }
  return null;
}
