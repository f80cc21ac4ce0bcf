import 'server-only';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { AppError, notFound } from '@/lib/domain/errors';
import type { InvitationView, NewInvitation } from '@/lib/domain/people';
import { can, SYSTEM } from '@/lib/domain/permissions';
import { writeAudit } from './audit';
import { type Context, verb } from './context';
import { hasCode } from './database-errors';
import type { Invitation, User } from './generated/client';
import { emailTaken } from './users';

const PREFIX = 'inv_';
const LIFE_MS = 72 * 3_600_000;

/** Secrets hold 256 random bits, so one round of SHA-256 is enough to keep them by. */
export const hashOfSecret = (secret: string) =>
  new Uint8Array(createHash('sha256').update(secret).digest());

/** A new secret, what is kept of it, who answers for it and until when. */
function newSecret({ actor, now }: Context) {
  const secret = PREFIX + randomBytes(32).toString('base64url');
  const kept = {
    hash: hashOfSecret(secret),
    invitedBy: actor.kind === 'user' ? actor.id : null,
    expiresAt: new Date(now.getTime() + LIFE_MS),
  };
  return { secret, kept };
}

/** What the making of an invitation answers; its secret is here and nowhere else. */
export interface MadeInvitation {
  id: string;
  secret: string;
  expiresAt: string;
}

/**
 * Invites a person to become a user. The secret is in the answer and nowhere else: only a hash of it
 * is kept. Throws `conflict` where a user has this email, or where they are invited already.
 */
export const createInvitation = verb(
  'users:manage',
  async (context, { email, name, role }: NewInvitation): Promise<MadeInvitation> => {
    const { secret, kept } = newSecret(context);
    const id = randomUUID();
    try {
      await db().$transaction(async (tx) => {
        if ((await tx.user.count({ where: { email } })) > 0) throw emailTaken();
        await tx.invitation.create({
          data: { id, email, name, role, createdAt: context.now, ...kept },
        });
        await writeAudit(tx, context, {
          action: 'invitation.create',
          subject: { kind: 'invitation', id },
          after: { email, name, role, expiresAt: kept.expiresAt },
        });
      });
    } catch (error) {
      if (!hasCode(error, 'P2002')) throw error;
      throw new AppError(
        'conflict',
        'This email is invited already. Make a new link for that invitation, or revoke it.',
      );
    }
    return { id, secret, expiresAt: kept.expiresAt.toISOString() };
  },
);

/** Whether an invitation's link leads in at a moment, and if not, why. */
export function stateOf(
  { expiresAt, inviter }: Pick<Invitation, 'expiresAt'> & { inviter: User | null },
  now: Date,
): InvitationView['state'] {
  const sponsor = inviter && { ...inviter, kind: 'user' as const };
  if (sponsor && (sponsor.disabledAt || !can(sponsor, 'users:manage'))) return 'unsponsored';
  return expiresAt.getTime() <= now.getTime() ? 'expired' : 'pending';
}

/** All invitations that were neither accepted nor revoked, newest first, without their secrets. */
export const listInvitations = verb('users:manage', async ({ now }): Promise<InvitationView[]> => {
  const rows = await db().invitation.findMany({
    where: { acceptedAt: null, revokedAt: null },
    include: { inviter: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    invitedBy: row.inviter?.name ?? SYSTEM.name,
    state: stateOf(row, now),
  }));
});

/** The error for an invitation that is not open, or was never made. */
function notOpen(row: Invitation | null, id: string): AppError {
  if (!row) return notFound('invitation', id);
  const end = row.acceptedAt ? 'accepted' : 'revoked';
  return new AppError('conflict', `This invitation was ${end} already.`);
}

/**
 * Makes an invitation anew: another secret, another 72 hours, and whoever asks answers for it. The
 * link of before leads in no longer. Throws `not_found`, and `conflict` for one that is not open.
 */
export const renewInvitation = verb(
  'users:manage',
  async (context, { id }: { id: string }): Promise<MadeInvitation> => {
    const { secret, kept } = newSecret(context);
    await db().$transaction(async (tx) => {
      const { count } = await tx.invitation.updateMany({
        where: { id, acceptedAt: null, revokedAt: null },
        data: kept,
      });
      const row = await tx.invitation.findUnique({ where: { id } });
      if (!row || count === 0) throw notOpen(row, id);
      await writeAudit(tx, context, {
        action: 'invitation.renew',
        subject: { kind: 'invitation', id },
        after: { email: row.email, name: row.name, role: row.role, expiresAt: kept.expiresAt },
      });
    });
    return { id, secret, expiresAt: kept.expiresAt.toISOString() };
  },
);

/** Ends an invitation for good, at once. Throws `not_found`, and `conflict` for one accepted. */
export const revokeInvitation = verb('users:manage', async (context, { id }: { id: string }) => {
  await db().$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: context.now },
    });
    const row = await tx.invitation.findUnique({ where: { id } });
    if (count === 0 && row?.revokedAt) return;
    if (!row || count === 0) throw notOpen(row, id);
    await writeAudit(tx, context, {
      action: 'invitation.revoke',
      subject: { kind: 'invitation', id },
      after: { email: row.email, name: row.name, role: row.role },
    });
  });
});
