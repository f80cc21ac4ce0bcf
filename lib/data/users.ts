import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { AppError, notFound } from '@/lib/domain/errors';
import type { Actor, Role } from '@/lib/domain/permissions';
import { writeAudit } from './audit';
import { verb } from './context';
import { asAppError, hasCode } from './database-errors';
import { hashPassword } from './passwords';

interface NewUser {
  email: string;
  name: string;
  role: Role;
  password: string;
}

/** Adds a person who can sign in. Throws `conflict` where the email is taken. */
export const createUser = verb('users:manage', async (context, input: NewUser) => {
  const id = randomUUID();
  const email = input.email.trim().toLowerCase();
  const { name, role } = input;
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

/** Lets a user in no longer: sessions that are open end with their next request. */
export const disableUser = verb('users:manage', async (context, { id }: { id: string }) => {
  await db().$transaction(async (tx) => {
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
