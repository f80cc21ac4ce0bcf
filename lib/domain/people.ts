import { z } from 'zod';
import { ROLES, type Role, SCOPES, type Scope } from './permissions';
import { line, moment } from './text';

/** When something ends; left out or null where it holds until somebody ends it. */
const expiry = moment
  .nullish()
  .transform((at) => at ?? null)
  .describe('When it ends; left out, it holds until somebody ends it.');

/** What an API token is made from. Without an expiry it holds until it is revoked. */
export const newToken = z.strictObject({
  name: line(80).describe('What it is for.'),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, 'A token needs at least one scope.')
    .max(SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'A scope is named twice.')
    .describe('What it may do.'),
  expiresAt: expiry,
});
export type NewToken = z.output<typeof newToken>;

/** The longest that a rotated token may go on beside its successor, in seconds. */
export const LONGEST_OVERLAP = 7 * 86_400;

/** How a token is rotated: how long the old one goes on, and when the new one expires. */
export const rotation = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(LONGEST_OVERLAP, 'A token goes on beside its successor for seven days at most.')
    .describe('For how long the old one holds beside it.'),
  expiresAt: expiry,
});
export type Rotation = z.output<typeof rotation>;

/** An API token as it may be seen after it was made. */
export interface TokenView {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
  /** When it was rotated, and the moment from which only its successor holds. */
  rotatedAt: string | null;
  overlapEndsAt: string | null;
  predecessorId: string | null;
}

/** What a token is at a moment; `overlap` is a token that still holds beside its successor. */
export type TokenState = 'active' | 'overlap' | 'replaced' | 'expired' | 'revoked';

/** What authentication and the list read of a token, with its moments as either keeps them. */
interface TokenEnds {
  revokedAt: Date | string | null;
  expiresAt: Date | string | null;
  overlapEndsAt: Date | string | null;
}

/**
 * What a token is at a moment. Its ends are exclusive: at the very moment of its expiry, or of the
 * end of its overlap, it no longer holds.
 */
export function tokenState(token: TokenEnds, now: Date): TokenState {
  const reached = (at: Date | string | null) =>
    at !== null && new Date(at).getTime() <= now.getTime();
  if (token.revokedAt !== null) return 'revoked';
  if (reached(token.expiresAt)) return 'expired';
  if (reached(token.overlapEndsAt)) return 'replaced';
  return token.overlapEndsAt === null ? 'active' : 'overlap';
}

const email = z
  .email('An email looks like name@example.com.')
  .max(320)
  .toLowerCase()
  .describe('To sign in with.');
const role = z.enum(ROLES).describe('What the person may do.');

/** A password that somebody chooses: length is what counts (NIST SP 800-63B, 3.1.1). */
const newPassword = z
  .string()
  .min(12, 'A password has at least 12 characters.')
  .max(1000)
  .describe('The password from now on.');

/** Who is to become a user, and as what. */
export const newInvitation = z.strictObject({
  email,
  name: line(80).describe('What people call them.'),
  role,
});
export type NewInvitation = z.output<typeof newInvitation>;

/** What a user who can sign in is made from. */
export const newUser = newInvitation.extend({ password: newPassword });
export type NewUser = z.output<typeof newUser>;

export const roleChange = z.strictObject({ role });

/** An invitation's secret. Whatever it looks like, only one that was made is known. */
const secret = z.string().max(200).describe('What stands behind the # of the invitation’s link.');

export const invitationSecret = z.strictObject({ secret });
export const acceptance = z.strictObject({ secret, password: newPassword });

/** The password of before, and the one to take its place. */
export const passwordChange = z.strictObject({
  current: z.string().max(1000).describe('The password of before.'),
  password: newPassword,
});
export type PasswordChange = z.output<typeof passwordChange>;

/** The ways in which somebody can sign in. */
export interface OwnSignIn {
  hasPassword: boolean;
  usesSingleSignOn: boolean;
}

/** A user as admins see one. */
export interface UserView extends OwnSignIn {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: string;
  disabledAt: string | null;
}

/** An invitation that was neither accepted nor revoked, as admins see it. */
export interface InvitationView {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: string;
  expiresAt: string;
  /** The name of who answers for it. */
  invitedBy: string;
  /** Whether its link still leads in; `unsponsored` where who invited may do so no longer. */
  state: 'pending' | 'expired' | 'unsponsored';
}

/** An invitation as the one who holds its link sees it. */
export type OwnInvitation = Pick<InvitationView, 'email' | 'name' | 'role' | 'invitedBy'>;
