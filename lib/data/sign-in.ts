import 'server-only';
import { db } from '@/lib/db';
import { SYSTEM } from '@/lib/domain/permissions';
import { writeAudit, writeOutcome } from './audit';
import { asAppError } from './database-errors';
import { verifyPassword } from './passwords';
import { countAttempt, forgetFailures, type Limit, limitOn, uncountAttempt } from './throttle';

/** Failures within one window after which sign-in is refused. */
const LIMITS = { pair: 5, account: 25, address: 50, browser: 5 } as const;

interface Attempt {
  email: string;
  password: string;
  /** The address that the attempt came from. */
  address: string;
  /** The browser that it came from, where that person has signed in with it before; else null. */
  browser?: string | null;
  requestId: string;
  now: Date;
}

/**
 * Who has signed in. The epoch of their sessions is as it was before the password was looked at: a
 * session begun with one that was changed meanwhile does not count.
 */
interface SignedIn {
  id: string;
  name: string;
  sessionEpoch: number;
}

/** What an attempt counts for: all of `counted`, of which a success forgets or takes back some. */
interface Counted {
  counted: Limit[];
  forgotten: Limit[];
  takenBack: Limit[];
}

/**
 * A browser that its person has signed in with before counts for itself alone: nobody else's guesses
 * keep it out, neither at that account nor from that address, and its own keep out nobody else.
 */
function limitsOf(email: string, address: string, browser: string | null): Counted {
  if (browser !== null) {
    const own = limitOn('browser', [email, browser], LIMITS.browser);
    return { counted: [own], forgotten: [own], takenBack: [] };
  }
  const pair = limitOn('pair', [email, address], LIMITS.pair);
  const account = limitOn('account', [email], LIMITS.account);
  const from = limitOn('address', [address], LIMITS.address);
  // A success says nothing of the other people whose passwords were tried from this address.
  return { counted: [pair, account, from], forgotten: [pair, account], takenBack: [from] };
}

/**
 * Checks an email and a password. Returns the user, or null where they do not fit; an unknown email
 * takes as long as a wrong password. Throws `rate_limited` after too many failures, by account and
 * by address, or of a known browser by itself. Both ends are audited.
 */
export async function signIn(attempt: Attempt): Promise<SignedIn | null> {
  const { address, browser = null, password, now, requestId } = attempt;
  const email = attempt.email.trim().toLowerCase();
  try {
    const { counted, forgotten, takenBack } = limitsOf(email, address, browser);
    await countAttempt(counted, now);
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
    const { id, name, role, sessionEpoch } = user;
    await db().$transaction(async (tx) => {
      await forgetFailures(tx, forgotten);
      for (const limit of takenBack) await uncountAttempt(tx, limit);
      const actor = { kind: 'user', id, name, email, role } as const;
      const entry = await writeAudit(
        tx,
        { actor, requestId, now },
        { action: 'user.sign_in', subject: { kind: 'user', id } },
      );
      await writeOutcome(tx, entry, { at: now, result: 'succeeded' });
    });
    return { id, name, sessionEpoch };
  } catch (error) {
    throw asAppError(error);
  }
}
