import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { AppError, notFound } from '@/lib/domain/errors';
import type { NewUser, UserView } from '@/lib/domain/people';
import type { Actor } from '@/lib/domain/permissions';
import { writeAudit } from './audit';
import { verb } from './context';
import { asAppError, hasCode } from './database-errors';
import { hashPassword } from './passwords';

/** Adds a person who can sign in. Throws `conflict` where the email is taken. */
export const createUser = verb('users:manage', async (context, input: NewUser) => {
  const id = randomUUID();
  const { email, name, role } = input;
  const passwordHash = await hashPassword(input.password);
  try {
    await db().$transaction(async (tx) => {
      await tx.user.create({
        data: {
          id,
          email,
          name,
          role,
          passwordHash,
          createdAt: context.now,
          sessionsFrom: context.now,
        },
      });
      await writeAudit(tx, context, {
        action: 'user.create',
        subject: { kind: 'user', id },
        after: { email, name, role },
      });
    });
  } catch (error) {
    if (hasCode(error, 'P2002')) {
      throw new AppError('conflict', 'There is a user with this email already.');
    }
    throw error;
  }
  return { id };
});

/** All users by name, disabled ones too. */
export const listUsers = verb('users:manage', async (): Promise<UserView[]> => {
  const rows = await db().user.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, email, name, role, createdAt, disabledAt }) => ({
    id,
    email,
    name,
    role,
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
  }));
});

/**
 * Lets a user in no longer: sessions that are open end with their next request.
 * Throws `not_found`, and `conflict` for the last admin, without whom nobody could undo it.
 */
export const disableUser = verb('users:manage', async (context, { id }: { id: string }) => {
  await db().$transaction(async (tx) => {
    // Admins are locked in one order, so that two of them cannot disable each other at once.
    const admins = await tx.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM app_user WHERE role = 'admin' AND disabled_at IS NULL
      ORDER BY id FOR UPDATE`;
    if (admins.length === 1 && admins[0]?.id === id) {
      throw new AppError('conflict', 'This is the last admin. Make another one first.');
    }
    const { count } = await tx.user.updateMany({
      where: { id, disabledAt: null },
      data: { disabledAt: context.now },
    });
    if (count === 0) {
      if ((await tx.user.count({ where: { id } })) === 0) throw notFound('user', id);
      return;
    }
    await writeAudit(tx, context, { action: 'user.disable', subject: { kind: 'user', id } });
  });
});

/** The actor for a signed-in user, or null where the session no longer counts. */
export async function userActor(
  id: string,
  signedInAt: Date,
): Promise<Extract<Actor, { kind: 'user' }> | null> {
  try {
    const row = await db().user.findUnique({ where: { id } });
    if (!row || row.disabledAt || signedInAt.getTime() < row.sessionsFrom.getTime()) return null;
    return { kind: 'user', id: row.id, name: row.name, email: row.email, role: row.role };
  } catch (error) {
    throw asAppError(error);
  }
}
