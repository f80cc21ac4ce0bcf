import 'server-only';
import { db } from '@/lib/db';
import { invalid } from '@/lib/domain/errors';
import type { OwnSignIn, PasswordChange } from '@/lib/domain/people';
import { requirePerson, type UserActor } from '@/lib/domain/permissions';
import { env } from '@/lib/env';
import { writeAudit, writeOutcome } from './audit';
import { type Context, verb } from './context';
import { hashPassword, noPasswords, verifyPassword } from './passwords';
import { countAttempt, forgetFailures, limitOn } from './throttle';
import { ALL_SESSIONS_END } from './users';

/** Wrong passwords within ten minutes after which a signed-in user has to wait. */
const MOST_FAILURES = 5;

/**
 * A verb about the one who calls it. Every role may, which is why it asks for what every role has;
 * a machine has no password and no session, whatever its scopes.
 */
function ownVerb<Input, Output>(
  run: (context: Context & { actor: UserActor }, input: Input) => Promise<Output>,
) {
  return verb('policy:read', async ({ actor, ...rest }, input: Input) => {
    requirePerson(actor);
    return run({ actor, ...rest }, input);
  });
}

/** The ways in which the one who calls it can sign in. */
export const getOwnSignIn = ownVerb(async ({ actor }): Promise<OwnSignIn> => {
  const user = await db().user.findUnique({
    where: { id: actor.id },
    select: { passwordHash: true, _count: { select: { identities: true } } },
  });
  return {
    hasPassword: env().PASSWORD_SIGN_IN && typeof user?.passwordHash === 'string',
    usesSingleSignOn: (user?._count.identities ?? 0) > 0,
  };
});

/**
 * Changes one's own password and ends all of one's sessions, this one too.
 * Throws `conflict` where passwords are not used here, `invalid_request` where the current one is wrong, and `rate_limited` after too many
 * wrong ones, so that a session left open is no way to guess it. Both ends are audited.
 */
export const changePassword = ownVerb(async ({ actor, ...rest }, input: PasswordChange) => {
  if (!env().PASSWORD_SIGN_IN) throw noPasswords();
  const { now } = rest;
  const limits = [limitOn('password', [actor.id], MOST_FAILURES)];
  await countAttempt(limits, now);
  const user = await db().user.findUnique({ where: { id: actor.id } });
  const fits = await verifyPassword(input.current, user?.passwordHash ?? null);
  const passwordHash = fits ? await hashPassword(input.password) : null;
  await db().$transaction(async (tx) => {
    const entry = await writeAudit(
      tx,
      { actor, ...rest },
      { action: 'user.password', subject: { kind: 'user', id: actor.id } },
    );
    if (passwordHash === null) {
      await writeOutcome(tx, entry, { at: now, result: 'refused', code: 'invalid_request' });
      return;
    }
    await forgetFailures(tx, limits);
    await tx.user.update({ where: { id: actor.id }, data: { passwordHash, ...ALL_SESSIONS_END } });
    await writeOutcome(tx, entry, { at: now, result: 'succeeded' });
  });
  if (passwordHash === null) {
    throw invalid({ pointer: '/current', message: 'This is not your current password.' });
  }
});

/** Ends all of one's own sessions, this one too. */
export const signOutEverywhere = ownVerb(async ({ actor, ...rest }) => {
  const { id } = actor;
  await db().$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: ALL_SESSIONS_END });
    await writeAudit(
      tx,
      { actor, ...rest },
      { action: 'user.sign_out', subject: { kind: 'user', id } },
    );
  });
});
