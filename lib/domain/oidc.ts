import { z } from 'zod';
import { ROLES, type Role } from './permissions';

/** Which values of the role claim make which role; anybody has the role that stands beside `*`. */
export type RoleMap = Readonly<Partial<Record<Role, readonly string[]>>>;

/** A role map as it is configured: `admin=platform-admins, operator=ops|payments, support=*`. */
export const roleMap = z.string().transform((text, context): RoleMap => {
  const entries = text.split(',').map((part) => {
    const [role = '', values = ''] = part.split(/=(.*)/s).map((side) => side.trim());
    return [role, values.split('|').map((value) => value.trim())] as const;
  });
  const names = entries.map(([role]) => role);
  const right = entries.every(
    ([role, values], index) =>
      (ROLES as readonly string[]).includes(role) &&
      names.indexOf(role) === index &&
      values.every((value) => value !== ''),
  );
  if (!right) {
    context.addIssue({
      code: 'custom',
      message: `write it as role=value|value, role=value, each of ${ROLES.join(', ')} once at most`,
    });
    return z.NEVER;
  }
  return Object.fromEntries(entries);
});

/** Domains of emails that may sign in, separated by commas. */
export const domainList = z.string().transform((text) =>
  text
    .split(',')
    .map((domain) => domain.trim().toLowerCase().replace(/^@/, ''))
    .filter((domain) => domain !== ''),
);

/** How claims are read. */
export interface ClaimRules {
  /** The claim with a person's groups or roles: its name, or a path such as `realm_access.roles`. */
  roleClaim: string;
  /** Left out where roles are given in the console. */
  roles?: RoleMap | undefined;
  /** Left out where emails of every domain may sign in. */
  domains?: readonly string[] | undefined;
}

/** Why somebody whom the provider knows is not let in. The sign-in page has a sentence for each. */
export type OidcRefusal = 'EmailMissing' | 'EmailUnverified' | 'DomainNotAllowed' | 'NoRole';

/** A person as the provider tells of them. */
export interface OidcPerson {
  subject: string;
  email: string;
  /** Whether the provider says that the email is theirs, rather than nothing of it. */
  emailVerified: boolean;
  name: string;
  /** The role that their claim gives; null where the console gives roles. */
  role: Role | null;
}

type Claims = Readonly<Record<string, unknown>>;

/** The values of a claim. One whose name has dots in it goes before a path. */
function valuesOf(claims: Claims, name: string): string[] {
  const own = (value: unknown, key: string) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Claims)[key]
      : undefined;
  const found = own(claims, name) ?? name.split('.').reduce<unknown>(own, claims);
  const values = Array.isArray(found) ? found : [found];
  return values.filter((value): value is string => typeof value === 'string');
}

/** The most powerful of the roles that somebody's values make, or null. */
function roleOf(values: readonly string[], roles: RoleMap): Role | null {
  const has = (role: Role) =>
    roles[role]?.some((wanted) => wanted === '*' || values.includes(wanted)) ?? false;
  return ROLES.find(has) ?? null;
}

const email = z.email().max(320).toLowerCase();

const nameIn = (claims: Claims) =>
  typeof claims.name === 'string'
    ? Array.from(claims.name.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ').trim())
        .slice(0, 80)
        .join('')
    : '';

/**
 * Reads a person off the claims of a provider that is trusted (OpenID Connect Core, 5.1), or says
 * why they may not come in. Where roles are mapped, nobody without one comes in.
 */
export function readPerson(
  claims: Claims & { sub: string },
  { roleClaim, roles, domains }: ClaimRules,
): OidcPerson | { refused: OidcRefusal } {
  const address = email.safeParse(claims.email).data;
  if (address === undefined) return { refused: 'EmailMissing' };
  if (claims.email_verified === false || claims.email_verified === 'false') {
    return { refused: 'EmailUnverified' };
  }
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (domains && !domains.includes(domain)) return { refused: 'DomainNotAllowed' };
  const role = roles ? roleOf(valuesOf(claims, roleClaim), roles) : null;
  if (roles && role === null) return { refused: 'NoRole' };
  return {
    subject: claims.sub,
    email: address,
    emailVerified: claims.email_verified === true || claims.email_verified === 'true',
    name: nameIn(claims) || address,
    role,
  };
}
