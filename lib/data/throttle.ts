import 'server-only';
import { createHash } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import { AppError } from '@/lib/domain/errors';

const WINDOW_MS = 10 * 60_000;

/** How many failures something may have within ten minutes. */
export interface Limit {
  key: string;
  limit: number;
}

/** A limit on what is named by these texts, of which only a hash is kept. */
export function limitOn(kind: string, texts: readonly string[], limit: number): Limit {
  const digest = createHash('sha256').update(texts.join('\n')).digest('base64url');
  return { key: `${kind}:${digest}`, limit };
}

function tooMany(windowStart: Date, now: Date): AppError {
  const retryAfter = Math.ceil((windowStart.getTime() + WINDOW_MS - now.getTime()) / 1000);
  return new AppError('rate_limited', 'Too many attempts. Wait a few minutes and try again.', {
    retryAfter: Math.max(1, retryAfter),
  });
}

async function requireNotThrottled(limits: readonly Limit[], now: Date): Promise<void> {
  const rows = await db().signInThrottle.findMany({
    where: {
      key: { in: limits.map(({ key }) => key) },
      windowStart: { gt: new Date(now.getTime() - WINDOW_MS) },
    },
  });
  const over = rows.find(
    (row) => row.failures >= (limits.find(({ key }) => key === row.key)?.limit ?? 0),
  );
  if (over) throw tooMany(over.windowStart, now);
}

/**
 * Counts an attempt as failed before its secret is looked at, so that many made at once are not
 * more than so many made one after the other. Throws `rate_limited` for one too many.
 */
export async function countAttempt(limits: readonly Limit[], now: Date): Promise<void> {
  await requireNotThrottled(limits, now);
  const stale = new Date(now.getTime() - WINDOW_MS);
  for (const { key, limit } of limits) {
    const [row] = await db().$queryRaw<{ failures: number; windowStart: Date }[]>`
      INSERT INTO sign_in_throttle AS t (key, failures, window_start) VALUES (${key}, 1, ${now})
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN t.window_start <= ${stale} THEN 1 ELSE t.failures + 1 END,
        window_start = CASE WHEN t.window_start <= ${stale} THEN ${now} ELSE t.window_start END
      RETURNING failures, window_start AS "windowStart"`;
    if (row && row.failures > limit) throw tooMany(row.windowStart, now);
  }
}

/** Forgets all failures under these limits: whoever it was has shown who they are. */
export async function forgetFailures(tx: Db, limits: readonly Limit[]): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { key: { in: limits.map(({ key }) => key) } } });
}

/** Takes back one attempt that was counted and did not fail; the failures before it stay. */
export async function uncountAttempt(tx: Db, { key }: Limit): Promise<void> {
  await tx.signInThrottle.updateMany({
    where: { key, failures: { gt: 0 } },
    data: { failures: { decrement: 1 } },
  });
}
