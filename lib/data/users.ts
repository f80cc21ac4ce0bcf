import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import { AppError, notFound } from '@/lib/domain/errors';
import type { NewUser, UserView } from '@/lib/domain/people';
import type { Role, UserActor } from '@/lib/domain/permissions';
import { writeAudit } from './audit';
import { type Context, verb } from './context';
import { asAppError, hasCode } from './database-errors';
import { hashPassword } from './passwords';

/** Writes a user into the caller's transaction. Throws Prisma's P2002 where the email is taken. */
export async function insertUser(
  tx: Db,
  now: Date,
  user: { email: string; name: string; role: Role; passwordHash: string | null },
): Promise<string> {
  const id = randomUUID();
  await tx.user.create({ data: { id, ...user, createdAt: now } });
  return id;
}

/** Ends all of a user's sessions; an update's data. Those that begin from then on count. */
export const ALL_SESSIONS_END = { sessionEpoch: { increment: 1 } } as const;

/** The error for an email that a user has already. */
export function emailTaken(): AppError {
  return new AppError('conflict', 'There is a user with this email already.');
}

/** Adds a person who can sign in. Throws `conflict` where the email is taken. */
export const createUser = verb('users:manage', async (context, input: NewUser) => {
  const { email, name, role } = input;
  const passwordHash = await hashPassword(input.password);
  try {
    return await db().$transaction(async (tx) => {
      const id = await insertUser(tx, context.now, { email, name, role, passwordHash });
      await writeAudit(tx, context, {
        action: 'user.create',
        subject: { kind: 'user', id },
        after: { email, name, role },
      });
      return { id };
    });
  } catch (error) {
    throw hasCode(error, 'P2002') ? emailTaken() : error;
  }
});

/** All users by name, disabled ones too. */
export const listUsers = verb('users:manage', async (): Promise<UserView[]> => {
  const rows = await db().user.findMany({
    include: { _count: { select: { identities: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, email, name, role, createdAt, disabledAt, passwordHash, _count }) => ({
    id,
    email,
    name,
    role,
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
    hasPassword: passwordHash !== null,
    usesSingleSignOn: _count.identities > 0,
  }));
});

/**
 * A user whose access is about to change. Admins are locked first, in one order, so that of two acts
 * at once the second sees what the first has done, and neither deadlocks.
 * Throws `not_found`, and `conflict` where the actor is that user: nobody locks themselves out.
 */
async function lockedUser(tx: Db, { actor }: Context, id: string) {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM app_user WHERE role = 'admin' AND disabled_at IS NULL
    ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${id}::uuid FOR UPDATE`;
  const user = await tx.user.findUnique({ where: { id } });
  if (!user) throw notFound('user', id);
  if (actor.kind === 'user' && actor.id === id) {
    throw new AppError('conflict', 'Nobody changes their own access. Ask another admin.');
  }
  return { user, lastAdmin: admins.length === 1 && admins[0]?.id === id };
}

function lastAdminStays(): AppError {
  return new AppError('conflict', 'This is the last admin. Make another one first.');
}

/**
 * Lets a user in no longer: sessions that are open end with their next request.
 * Throws `not_found`, and `conflict` for oneself and for the last admin, without whom nobody could
 * undo it.
 */
export const disableUser = verb('users:manage', async (context, { id }: { id: string }) => {
  await db().$transaction(async (tx) => {
    const { user, lastAdmin } = await lockedUser(tx, context, id);
    if (user.disabledAt) return;
    if (lastAdmin) throw lastAdminStays();
    await tx.user.update({ where: { id }, data: { disabledAt: context.now } });
    await writeAudit(tx, context, {
      action: 'user.disable',
      subject: { kind: 'user', id },
      after: aboutUser(user),
    });
  });
});

/** Lets a disabled user sign in again; sessions of before stay ended. Throws `not_found`. */
export const enableUser = verb('users:manage', async (context, { id }: { id: string }) => {
  await db().$transaction(async (tx) => {
    const { user } = await lockedUser(tx, context, id);
    if (!user.disabledAt) return;
    await tx.user.update({ where: { id }, data: { disabledAt: null, ...ALL_SESSIONS_END } });
    await writeAudit(tx, context, {
      action: 'user.enable',
      subject: { kind: 'user', id },
      after: aboutUser(user),
    });
  });
});

/**
 * Gives a user another role, in force with their next request, in sessions that are open too.
 * Throws `not_found`, and `conflict` for oneself and for the last admin.
 */
export const changeRole = verb(
  'users:manage',
  async (context, { id, role }: { id: string; role: Role }) => {
    await db().$transaction(async (tx) => {
      const { user, lastAdmin } = await lockedUser(tx, context, id);
      if (user.role === role) return;
      if (lastAdmin) throw lastAdminStays();
      await tx.user.update({ where: { id }, data: { role } });
      await writeAudit(tx, context, {
        action: 'user.role',
        subject: { kind: 'user', id },
        before: aboutUser(user),
        after: aboutUser({ ...user, role }),
      });
    });
  },
);

/** What the audit says of a user, so that an entry can be read without looking anybody up. */
export function aboutUser({ email, name, role }: { email: string; name: string; role: Role }) {
  return { email, name, role };
}

/** The actor for a user whose session began in this epoch, or null where it no longer counts. */
export async function userActor(id: string, epoch: number): Promise<UserActor | null> {
  try {
    const row = await db().user.findUnique({ where: { id } });
    if (!row || row.disabledAt || row.sessionEpoch !== epoch) return null;
    return { kind: 'user', id: row.id, name: row.name, email: row.email, role: row.role };
  } catch (error) {
    throw asAppError(error);
  }
}
