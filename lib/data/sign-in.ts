import 'server-only';
import { db } from '@/lib/db';
import { SYSTEM } from '@/lib/domain/permissions';
import { writeAudit, writeOutcome } from './audit';
import { asAppError } from './database-errors';
import { verifyPassword } from './passwords';
import { countAttempt, forgetFailures, limitOn, uncountAttempt } from './throttle';

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

function limitsOf(email: string, address: string) {
  return {
    pair: limitOn('pair', [email, address], LIMITS.pair),
    account: limitOn('account', [email], LIMITS.account),
    address: limitOn('address', [address], LIMITS.address),
  };
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
    const limits = limitsOf(email, address);
    await countAttempt(Object.values(limits), now);
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
      // A success says nothing of the other people whose passwords were tried from this address.
      await forgetFailures(tx, [limits.pair, limits.account]);
      await uncountAttempt(tx, limits.address);
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
