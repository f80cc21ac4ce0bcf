import { z } from 'zod';
import type { InvitationView, OwnInvitation, TokenView, UserView } from '../people';
import { SCOPES } from '../permissions';
import { at, role, uuid } from './common';
import { named } from './named';

export const token = named(
  'Token',
  'An API token as it may be seen after it was made.',
  z.object({
    id: uuid,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: at,
    expiresAt: at.nullable(),
    revokedAt: at.nullable(),
    lastUsedAt: at.nullable(),
    rotatedAt: at.nullable(),
    overlapEndsAt: at.nullable().meta({ description: 'From when on only its successor holds.' }),
    predecessorId: uuid.nullable(),
  }),
) satisfies z.ZodType<TokenView>;

const secret = z.string().meta({ description: 'The token itself; it is never shown again.' });

export const madeToken = z.object({ id: uuid, token: secret });
export const rotatedToken = z.object({ id: uuid, token: secret, overlapEndsAt: at });

const person = { id: uuid, email: z.string(), name: z.string(), role };

export const user = named(
  'User',
  'A user as admins see one.',
  z.object({
    ...person,
    createdAt: at,
    disabledAt: at.nullable(),
    hasPassword: z.boolean(),
    usesSingleSignOn: z.boolean(),
  }),
) satisfies z.ZodType<UserView>;

export const madeUser = z.object({ id: uuid });
export const acceptedUser = z.object({ id: uuid, email: z.string() });

export const invitation = named(
  'Invitation',
  'An invitation that was neither accepted nor revoked.',
  z.object({
    ...person,
    createdAt: at,
    expiresAt: at,
    invitedBy: z.string(),
    state: z
      .enum(['pending', 'expired', 'unsponsored'])
      .meta({ description: '`unsponsored`: whoever invited may do so no longer.' }),
  }),
) satisfies z.ZodType<InvitationView>;

export const madeInvitation = z.object({
  id: uuid,
  expiresAt: at,
  link: z.string().meta({ description: 'To hand over; it is never shown again.' }),
});

export const ownInvitation = z.object({
  email: z.string(),
  name: z.string(),
  role,
  invitedBy: z.string(),
}) satisfies z.ZodType<OwnInvitation>;
