import 'server-only';
import { createHash } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import { AppError } from '@/lib/domain/errors';
import { SYSTEM } from '@/lib/domain/permissions';
import { writeAudit, writeOutcome } from './audit';
import { asAppError } from './database-errors';
import { verifyPassword } from './passwords';

const WINDOW_MS = 10 * 60_000;

/** Failures within one window after which sign-in is refused. */
const LIMITS = { pair: 5, account: 25, address: 50 } as const;

interface Attempt {
  email: string;
  password: string;
  /** The address that the attempt came from. */
  address: string;
  requestId: string;
  now: Date;
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

function keysOf(email: string, address: string) {
  return [
    { key: `pair:${digest(`${email}\n${address}`)}`, limit: LIMITS.pair },
    { key: `account:${digest(email)}`, limit: LIMITS.account },
    { key: `address:${digest(address)}`, limit: LIMITS.address },
  ];
}

async function requireNotThrottled(email: string, address: string, now: Date): Promise<void> {
  const keys = keysOf(email, address);
  const rows = await db().signInThrottle.findMany({
    where: {
      key: { in: keys.map(({ key }) => key) },
      windowStart: { gt: new Date(now.getTime() - WINDOW_MS) },
    },
  });
  const over = rows.find(
    (row) => row.failures >= (keys.find(({ key }) => key === row.key)?.limit ?? 0),
  );
  if (over) throw tooMany(over.windowStart, now);
}

function tooMany(windowStart: Date, now: Date): AppError {
  const retryAfter = Math.ceil((windowStart.getTime() + WINDOW_MS - now.getTime()) / 1000);
  return new AppError('rate_limited', 'Too many attempts. Wait a few minutes and try again.', {
    retryAfter: Math.max(1, retryAfter),
  });
}

/**
 * Counts an attempt as failed before the password is looked at, so that many made at once are not
 * more than so many made one after the other. Throws `rate_limited` for one too many.
 */
async function countAttempt(email: string, address: string, now: Date): Promise<void> {
  const stale = new Date(now.getTime() - WINDOW_MS);
  for (const { key, limit } of keysOf(email, address)) {
    const [row] = await db().$queryRaw<{ failures: number; windowStart: Date }[]>`
      INSERT INTO sign_in_throttle AS t (key, failures, window_start) VALUES (${key}, 1, ${now})
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN t.window_start <= ${stale} THEN 1 ELSE t.failures + 1 END,
        window_start = CASE WHEN t.window_start <= ${stale} THEN ${now} ELSE t.window_start END
      RETURNING failures, window_start AS "windowStart"`;
    if (row && row.failures > limit) throw tooMany(row.windowStart, now);
  }
}

/** Forgets the failures of a person and of the pair; those of the address stay, but for this one. */
async function forgetFailures(tx: Db, email: string, address: string): Promise<void> {
  const [pair, account, everybody] = keysOf(email, address).map(({ key }) => key);
  await tx.signInThrottle.deleteMany({ where: { key: { in: [pair ?? '', account ?? ''] } } });
  await tx.signInThrottle.updateMany({
    where: { key: everybody ?? '', failures: { gt: 0 } },
    data: { failures: { decrement: 1 } },
  });
}

/**
 * Checks an email and a password. Returns the user, or null where they do not fit; an unknown email
 * takes as long as a wrong password. Throws `rate_limited` after too many failures, by account and
 * by address. Both ends are audited.
 */
export async function signIn(attempt: Attempt): Promise<{ id: string; name: string } | null> {
  const { address, password, now, requestId } = attempt;
  const email = attempt.email.trim().toLowerCase();
  try {
    await requireNotThrottled(email, address, now);
    await countAttempt(email, address, now);
    // Postgres has no text with NUL in it, so nobody has such an email.
    const user = email.includes('\u0000') ? null : await db().user.findUnique({ where: { email } });
    const fits = await verifyPassword(password, user?.passwordHash ?? null);
    if (!user || !fits || user.disabledAt) {
      await db().$transaction(async (tx) => {
        const entry = await writeAudit(
          tx,
          { actor: SYSTEM, requestId, now },
          { action: 'user.sign_in', subject: { kind: 'user', id: user?.id ?? 'unknown' } },
        );
        await writeOutcome(tx, entry, { at: now, result: 'refused', code: 'unauthenticated' });
      });
      return null;
    }
    const { id, name, role } = user;
    await db().$transaction(async (tx) => {
      await forgetFailures(tx, email, address);
      const actor = { kind: 'user', id, name, email, role } as const;
      const entry = await writeAudit(
        tx,
        { actor, requestId, now },
        { action: 'user.sign_in', subject: { kind: 'user', id } },
      );
      await writeOutcome(tx, entry, { at: now, result: 'succeeded' });
    });
    return { id, name };
  } catch (error) {
    throw asAppError(error);
  }
}
