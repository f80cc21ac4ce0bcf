import { z } from 'zod';
import { ROLES, type Role, SCOPES, type Scope } from './permissions';
import { line, moment } from './text';

/** What an API token is made from. Without an expiry it holds until it is revoked. */
export const newToken = z.strictObject({
  name: line(80),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, 'A token needs at least one scope.')
    .max(SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'A scope is named twice.'),
  expiresAt: moment.nullish().transform((at) => at ?? null),
});
export type NewToken = z.output<typeof newToken>;

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
}

/** What a user who can sign in is made from. */
export const newUser = z.strictObject({
  email: z.email('An email looks like name@example.com.').max(320).toLowerCase(),
  name: line(80),
  role: z.enum(ROLES),
  password: z.string().min(12, 'A password has at least 12 characters.').max(1000),
});
export type NewUser = z.output<typeof newUser>;

/** A user as admins see one. */
export interface UserView {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: string;
  disabledAt: string | null;
}
