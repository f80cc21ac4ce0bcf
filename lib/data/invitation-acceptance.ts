import 'server-only';
import { type Db, db } from '@/lib/db';
import { AppError } from '@/lib/domain/errors';
import type { OwnInvitation } from '@/lib/domain/people';
import { SYSTEM } from '@/lib/domain/permissions';
import { env } from '@/lib/env';
import { writeAudit } from './audit';
import { asAppError, hasCode } from './database-errors';
import { hashOfSecret, stateOf } from './invitations';
import { hashPassword, noPasswords } from './passwords';
import { countAttempt, limitOn, uncountAttempt } from './throttle';
import { emailTaken, insertUser } from './users';

/** Unknown secrets from one address within ten minutes after which it has to wait. */
const MOST_FAILURES = 20;

/** A secret, and the address that it came from. The secret is the only credential. */
interface Attempt {
  secret: string;
  address: string;
  now: Date;
}

function refuse(detail: string): AppError {
  return new AppError('unauthenticated', detail);
}

/**
 * The open invitation behind a secret. Throws `unauthenticated` for a secret that was never made and
 * for one that leads in no longer: who holds it may know why.
 */
async function invitationOf(tx: Db, secret: string, now: Date) {
  const row = await tx.invitation.findUnique({
    where: { hash: hashOfSecret(secret) },
    include: { inviter: true },
  });
  if (!row) {
    throw refuse('This link is not known. Check that it was copied whole, or ask for a new one.');
  }
  if (row.acceptedAt) throw refuse('This invitation was accepted already. Sign in instead.');
  if (row.revokedAt) throw refuse('This invitation was revoked. Ask an admin for a new one.');
  switch (stateOf(row, now)) {
    case 'expired':
      throw refuse('This invitation has expired. Ask an admin for a new link.');
    case 'unsponsored':
      throw refuse('Whoever invited you may no longer do so. Ask an admin for a new link.');
    case 'pending':
      return row;
  }
}

/** Looks for an invitation, and counts against the address that nothing was found. */
async function admit({ secret, address, now }: Attempt) {
  const limit = limitOn('invitation', [address], MOST_FAILURES);
  await countAttempt([limit], now);
  const row = await invitationOf(db(), secret, now);
  await uncountAttempt(db(), limit);
  return row;
}

/**
 * The invitation behind a secret, as its holder sees it.
 * Throws `unauthenticated` where it leads in no longer, and `rate_limited` after too many of those.
 */
export async function findInvitation(attempt: Attempt): Promise<OwnInvitation> {
  try {
    const { email, name, role, inviter } = await admit(attempt);
    return { email, name, role, invitedBy: inviter?.name ?? SYSTEM.name };
  } catch (error) {
    throw asAppError(error);
  }
}

/**
 * Makes the invited person a user with this password; of two who try at once, one does.
 * Throws as `findInvitation` does, and `conflict` where a user has this email by now,
 * or where passwords are not used here.
 */
export async function acceptInvitation(
  attempt: Attempt & { password: string; requestId: string },
): Promise<{ id: string; email: string }> {
  const { now, password, requestId, secret } = attempt;
  if (!env().PASSWORD_SIGN_IN) throw noPasswords();
  try {
    // Hashing is costly on purpose: only who holds an open invitation may ask for it.
    const { id: invitation } = await admit(attempt);
    const passwordHash = await hashPassword(password);
    return await db().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${invitation}::uuid FOR UPDATE`;
      const { email, name, role } = await invitationOf(tx, secret, now);
      const id = await insertUser(tx, now, { email, name, role, passwordHash });
      await tx.invitation.update({
        where: { id: invitation },
        data: { acceptedAt: now, userId: id },
      });
      const actor = { kind: 'user', id, name, email, role } as const;
      await writeAudit(
        tx,
        { actor, requestId, now },
        {
          action: 'invitation.accept',
          subject: { kind: 'user', id },
          after: { email, name, role, invitation },
        },
      );
      return { id, email };
    });
  } catch (error) {
    throw hasCode(error, 'P2002') ? emailTaken() : asAppError(error);
  }
}
