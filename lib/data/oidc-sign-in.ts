import 'server-only';
import { type Db, db } from '@/lib/db';
import type { OidcPerson, OidcRefusal } from '@/lib/domain/oidc';
import { type Role, SYSTEM } from '@/lib/domain/permissions';
import { writeAudit, writeOutcome } from './audit';
import type { Context } from './context';
import { asAppError, hasCode } from './database-errors';
import type { User } from './generated/client';
import { stateOf } from './invitations';
import { aboutUser, insertUser } from './users';

/** Somebody whom the provider has signed in, as its claims tell of them. */
interface Attempt {
  issuer: string;
  person: OidcPerson | { refused: OidcRefusal };
  requestId: string;
  now: Date;
}

/** Why a person of the provider is not let in here. The sign-in page has a sentence for each. */
export type SignInRefusal = OidcRefusal | 'Disabled' | 'EmailTaken' | 'NotInvited';

type Admitted = Attempt & { person: OidcPerson };

type Found = { user: User } | { refused: SignInRefusal };

const asSystem = ({ requestId, now }: Attempt): Context => ({ actor: SYSTEM, requestId, now });

/** Ties a user to what the provider calls them, which from then on is what counts. */
async function link(tx: Db, attempt: Admitted, user: User): Promise<Found> {
  const { issuer, now, person } = attempt;
  await tx.userIdentity.create({
    data: { issuer, subject: person.subject, userId: user.id, createdAt: now },
  });
  await writeAudit(tx, asSystem(attempt), {
    action: 'user.link',
    subject: { kind: 'user', id: user.id },
    after: { ...aboutUser(user), issuer },
  });
  return { user };
}

/** The open invitation of an email that is verified: it lets in as its link does. */
async function acceptOpenInvitation(tx: Db, { person, now }: Admitted) {
  if (!person.emailVerified) return null;
  const row = await tx.invitation.findFirst({
    where: { email: person.email, acceptedAt: null, revokedAt: null },
    include: { inviter: true },
  });
  return row && stateOf(row, now) === 'pending' ? row : null;
}

async function create(tx: Db, attempt: Admitted): Promise<Found> {
  const { now, person } = attempt;
  const { email } = person;
  const invitation = await acceptOpenInvitation(tx, attempt);
  const role = person.role ?? invitation?.role;
  if (!role) return { refused: 'NotInvited' };
  const name = invitation?.name ?? person.name;
  const id = await insertUser(tx, now, { email, name, role, passwordHash: null });
  if (invitation) {
    await tx.invitation.update({
      where: { id: invitation.id },
      data: { acceptedAt: now, userId: id },
    });
  }
  await writeAudit(tx, asSystem(attempt), {
    action: 'user.create',
    subject: { kind: 'user', id },
    after: { email, name, role, ...(invitation && { invitation: invitation.id }) },
  });
  return link(tx, attempt, await tx.user.findUniqueOrThrow({ where: { id } }));
}

/**
 * The user that a person of the provider is. One who comes for the first time is known by an email
 * that the provider says is theirs; without that word an email would be enough to become somebody.
 */
async function find(tx: Db, attempt: Admitted): Promise<Found> {
  const { issuer, person } = attempt;
  const known = await tx.userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject: person.subject } },
    include: { user: true },
  });
  if (known) return { user: known.user };
  const namesake = await tx.user.findUnique({
    where: { email: person.email },
    include: { identities: { where: { issuer } } },
  });
  if (!namesake) return create(tx, attempt);
  const isTheirs = namesake.identities.some(({ subject }) => subject === person.subject);
  // Another window of theirs has made it since the look above.
  if (isTheirs) return { user: namesake };
  // An email that went from one person to another at the provider does not go on as the first one.
  if (!person.emailVerified || namesake.identities.length > 0) return { refused: 'EmailTaken' };
  return namesake.disabledAt ? { refused: 'Disabled' } : link(tx, attempt, namesake);
}

/** Follows the provider where it gives roles, in both directions. */
async function follow(tx: Db, attempt: Admitted, user: User): Promise<Role> {
  const { role } = attempt.person;
  if (role === null || role === user.role) return user.role;
  await tx.user.update({ where: { id: user.id }, data: { role } });
  await writeAudit(tx, asSystem(attempt), {
    action: 'user.role',
    subject: { kind: 'user', id: user.id },
    reason: 'What the sign-in provider says',
    before: aboutUser(user),
    after: aboutUser({ ...user, role }),
  });
  return role;
}

async function refuse(tx: Db, attempt: Attempt, refused: SignInRefusal, id = 'unknown') {
  const entry = await writeAudit(tx, asSystem(attempt), {
    action: 'user.sign_in',
    subject: { kind: 'user', id },
    after: { issuer: attempt.issuer },
  });
  const { now: at } = attempt;
  const end = { at, result: 'refused', code: 'unauthenticated', detail: { refused } } as const;
  await writeOutcome(tx, entry, end);
  return { refused };
}

async function run(tx: Db, { person, ...rest }: Attempt) {
  if ('refused' in person) return refuse(tx, { person, ...rest }, person.refused);
  const attempt = { person, ...rest };
  const found = await find(tx, attempt);
  if ('refused' in found) return refuse(tx, attempt, found.refused);
  const { id, name, email, disabledAt, sessionEpoch } = found.user;
  if (disabledAt) return refuse(tx, attempt, 'Disabled', id);
  const role = await follow(tx, attempt, found.user);
  const { issuer, now, requestId } = attempt;
  const entry = await writeAudit(
    tx,
    { actor: { kind: 'user', id, name, email, role }, requestId, now },
    { action: 'user.sign_in', subject: { kind: 'user', id }, after: { issuer } },
  );
  await writeOutcome(tx, entry, { at: now, result: 'succeeded' });
  return { id, sessionEpoch };
}

/**
 * Lets in a person whom an OpenID provider has signed in: as the user they were before, as the one
 * with their verified email, or as a new one where the provider gives a role or somebody invited
 * them. The role follows the provider where that gives one. Both ends are audited.
 */
export async function signInWithOidc(
  attempt: Attempt,
): Promise<{ id: string; sessionEpoch: number } | { refused: SignInRefusal }> {
  const once = () => db().$transaction((tx) => run(tx, attempt));
  try {
    return await once().catch((error) => {
      // Two first sign-ins at once: whoever came second finds what the other has made.
      if (hasCode(error, 'P2002')) return once();
      throw error;
    });
  } catch (error) {
    throw asAppError(error);
  }
}
