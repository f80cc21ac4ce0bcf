import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { type SendResult, type Verdict, verdictOf } from '@/lib/domain/notice-attempts';
import { verb } from '../context';
import { unseal } from '../sealed/seal';
import { lockedEndpoint, pauseGone } from './endpoint-rows';
import { placeOf } from './secrets';

/** How long nobody else sends what one has taken; far longer than an attempt may last. */
const LEASE_MS = 60_000;

/** A delivery that was taken to be sent. */
export interface Taken {
  id: string;
  lease: string;
  endpointId: string;
  noticeId: string;
  url: string;
  body: string;
  /** How many attempts this makes since it was made or redelivered. */
  tries: number;
  /** The secrets to sign with, the newest first; null where they cannot be read. */
  secrets: string[] | null;
}

/** Cancels what was added for an endpoint while it was being removed. */
async function cancelStrays(now: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE notice_delivery d
    SET status = 'cancelled', next_at = NULL, ended_at = ${now}, lease = NULL, leased_until = NULL
    FROM notice_endpoint e
    WHERE e.id = d.endpoint_id AND d.status = 'pending' AND e.removed_at IS NOT NULL`;
}

/** The endpoints that something is due for. */
export const dueEndpoints = verb('notices:manage', async ({ now }): Promise<string[]> => {
  await cancelStrays(now);
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT e.id FROM notice_endpoint e
    WHERE e.paused_at IS NULL AND e.removed_at IS NULL AND EXISTS (
      SELECT FROM notice_delivery d
      WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.next_at <= ${now}
        AND (d.leased_until IS NULL OR d.leased_until <= ${now}))`;
  return rows.map(({ id }) => id);
});

/** The next moment at which something is due to be sent; null where nothing waits. */
export const nextNotice = verb('notices:manage', async (): Promise<Date | null> => {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT min(greatest(d.next_at, d.leased_until)) AS at
    FROM notice_delivery d JOIN notice_endpoint e ON e.id = d.endpoint_id
    WHERE d.status = 'pending' AND e.paused_at IS NULL AND e.removed_at IS NULL`;
  return row?.at ?? null;
});

interface TakenRow extends Omit<Taken, 'secrets' | 'lease'> {
  secret: Uint8Array;
  oldSecret: Uint8Array | null;
  oldSecretEndsAt: Date | null;
}

function secretsOf(row: TakenRow, now: Date): string[] | null {
  const current = unseal(placeOf(row.endpointId), row.secret);
  if (current === null) return null;
  const overlap =
    row.oldSecret !== null && row.oldSecretEndsAt !== null && row.oldSecretEndsAt > now;
  const place = placeOf(row.endpointId, 'old_secret');
  const old = overlap && row.oldSecret ? unseal(place, row.oldSecret) : null;
  return old === null ? [current] : [current, old];
}

/**
 * Takes some of what is due for an endpoint, to send it: whoever else asks gets others, until what
 * was taken is saved or its lease is over. An attempt counts from here on, so that one which takes
 * the process down with it is not tried for ever.
 */
export const takeDue = verb(
  'notices:manage',
  async ({ now }, { endpoint, limit }: { endpoint: string; limit: number }): Promise<Taken[]> => {
    const lease = randomUUID();
    const until = new Date(now.getTime() + LEASE_MS);
    const rows = await db().$queryRaw<TakenRow[]>`
      UPDATE notice_delivery d
      SET lease = ${lease}::uuid, leased_until = ${until}, tries = d.tries + 1
      FROM notice n, notice_endpoint e
      WHERE n.id = d.notice_id AND e.id = d.endpoint_id AND d.id IN (
        SELECT due.id
        FROM notice_delivery due JOIN notice_endpoint at ON at.id = due.endpoint_id
        WHERE due.endpoint_id = ${endpoint}::uuid AND due.status = 'pending'
          AND due.next_at <= ${now} AND (due.leased_until IS NULL OR due.leased_until <= ${now})
          AND at.paused_at IS NULL AND at.removed_at IS NULL
        ORDER BY due.next_at, due.id LIMIT ${limit}
        FOR UPDATE OF due SKIP LOCKED)
      RETURNING d.id, d.tries, n.id AS "noticeId", n.body, e.id AS "endpointId", e.url, e.secret,
                e.old_secret AS "oldSecret", e.old_secret_ends_at AS "oldSecretEndsAt"`;
    return rows.map(({ secret: _s, oldSecret: _o, oldSecretEndsAt: _e, ...row }, index) => ({
      ...row,
      lease,
      secrets: secretsOf(rows[index] as TakenRow, now),
    }));
  },
);

const ended = (verdict: Verdict, now: Date) => ({
  status: verdict.status,
  lease: null,
  leasedUntil: null,
  ...(verdict.status === 'pending' ? { nextAt: verdict.nextAt } : { nextAt: null, endedAt: now }),
});

/** An attempt that was made: what was taken, when it began, and how it ended. */
export interface Attempted {
  taken: Taken;
  at: Date;
  result: SendResult;
  /** From 0 up to 1: by chance, how much the next wait is spread. */
  chance: number;
}

/**
 * Keeps an attempt with what follows from it: delivered, to be tried again, or failed. Nothing is
 * kept where somebody else has taken the delivery meanwhile, or its endpoint was removed.
 */
export const saveAttempt = verb(
  'notices:manage',
  async (context, { taken, at, result, chance }: Attempted): Promise<Verdict> => {
    const { now } = context;
    const { id, lease, endpointId } = taken;
    const verdict = verdictOf(result, taken.tries, { now, chance });
    await db().$transaction(async (tx) => {
      const held = await tx.noticeDelivery.count({ where: { id, lease } });
      if (held === 0) return;
      const endpoint = await lockedEndpoint(tx, endpointId);
      const { count } = await tx.noticeDelivery.updateMany({
        where: { id, lease },
        data: ended(verdict, now),
      });
      if (count === 0) return;
      const { ms, httpStatus, error } = result;
      const number = 1 + (await tx.noticeAttempt.count({ where: { deliveryId: id } }));
      await tx.noticeAttempt.create({
        data: { deliveryId: id, number, at, ms, httpStatus, error },
      });
      await tx.noticeEndpoint.update({
        where: { id: endpointId },
        data:
          verdict.status === 'delivered'
            ? { failingSince: null, lastDeliveredAt: now }
            : { failingSince: endpoint.failingSince ?? now },
      });
      if (verdict.status === 'failed' && verdict.gone) await pauseGone(tx, context, endpoint);
    });
    return verdict;
  },
);
