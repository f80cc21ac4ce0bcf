import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domainList, type OidcPerson, readPerson, roleMap } from './oidc';
import { ROLES } from './permissions';

describe('a role map', () => {
  test('names the values of each role', () => {
    expect(roleMap.parse(' admin=platform-admins , operator = ops|payments,support=*')).toEqual({
      admin: ['platform-admins'],
      operator: ['ops', 'payments'],
      support: ['*'],
    });
  });

  test('may have values with an equals sign, as directories name groups', () => {
    expect(roleMap.parse('admin=cn=admins')).toEqual({ admin: ['cn=admins'] });
  });

  test.each(['', 'admin', 'root=x', 'admin=', 'admin=a||b', 'admin=x,,', 'admin=a,admin=b'])(
    '%j is refused',
    (text) => expect(roleMap.safeParse(text).success).toBe(false),
  );
});

test('domains are lower-case and without an at sign', () => {
  expect(domainList.parse('@Switchyard.example, other.example,')).toEqual([
    'switchyard.example',
    'other.example',
  ]);
});

const claims = {
  sub: 'u-1',
  email: 'Ada@Switchyard.example',
  email_verified: true,
  name: 'Ada Marlowe',
  groups: ['ops', 'everybody'],
};
const rules = { roleClaim: 'groups', roles: { admin: ['platform-admins'], operator: ['ops'] } };
const roleIn = (more: object, changed: object = {}) =>
  (readPerson({ ...claims, ...more }, { ...rules, ...changed }) as OidcPerson).role;

test('a person is read off the claims', () => {
  expect(readPerson(claims, rules)).toEqual({
    subject: 'u-1',
    email: 'ada@switchyard.example',
    emailVerified: true,
    name: 'Ada Marlowe',
    role: 'operator',
  });
});

test.each<[what: string, more: object, refused: string]>([
  ['no email', { email: undefined }, 'EmailMissing'],
  ['something else as an email', { email: 'ada' }, 'EmailMissing'],
  ['an email that is not verified', { email_verified: false }, 'EmailUnverified'],
  ['the same as a text', { email_verified: 'false' }, 'EmailUnverified'],
  ['no group', { groups: undefined }, 'NoRole'],
  ['only other groups', { groups: ['Ops', 'admin'] }, 'NoRole'],
  ['groups of another shape', { groups: { ops: true } }, 'NoRole'],
])('%s is refused', (_what, more, refused) => {
  expect(readPerson({ ...claims, ...more }, rules)).toEqual({ refused });
});

test.each([
  ['ada@switchyard.example.evil.example', false],
  ['ada@evil-switchyard.example', false],
  ['ada@sub.switchyard.example', false],
  ['ADA@SWITCHYARD.EXAMPLE', true],
])('%s among those of switchyard.example: %s', (email, allowed) => {
  const read = readPerson({ ...claims, email }, { ...rules, domains: ['switchyard.example'] });
  expect('refused' in read).toBe(!allowed);
});

describe('roles', () => {
  test('of several the most powerful one counts', () => {
    expect(roleIn({ groups: ['ops', 'platform-admins'] })).toBe('admin');
  });
  test('a claim may be one text', () =>
    expect(roleIn({ groups: 'platform-admins' })).toBe('admin'));
  test('a claim may lie deeper, or have dots in its name', () => {
    const deep = { realm_access: { roles: ['ops'] } };
    expect(roleIn({ groups: [], ...deep }, { roleClaim: 'realm_access.roles' })).toBe('operator');
    const dotted = { 'https://roles.example/': ['ops'] };
    expect(roleIn(dotted, { roleClaim: 'https://roles.example/' })).toBe('operator');
  });
  test('anybody has the role beside a star', () => {
    expect(roleIn({ groups: [] }, { roles: { admin: ['a'], support: ['*'] } })).toBe('support');
  });
  test('without a map nobody has one', () => expect(roleIn({}, { roles: undefined })).toBeNull());
  test('names of the language itself are no claims', () => {
    expect(readPerson(claims, { ...rules, roleClaim: '__proto__.constructor.name' })).toEqual({
      refused: 'NoRole',
    });
  });
});

test('nobody gets a role that none of their values makes', () => {
  const value = fc.constantFrom('a', 'b', 'c', '');
  fc.assert(
    fc.property(
      fc.array(value),
      fc.dictionary(fc.constantFrom(...ROLES), fc.array(value, { minLength: 1 })),
      (groups, roles) => {
        const read = readPerson({ ...claims, groups }, { roleClaim: 'groups', roles });
        const made = ROLES.filter((role) => roles[role]?.some((wanted) => groups.includes(wanted)));
        expect('role' in read ? read.role : null).toBe(made[0] ?? null);
      },
    ),
  );
});

test('a name is one line, of 80 characters at most', () => {
  const named = (name: unknown) => (readPerson({ ...claims, name }, rules) as OidcPerson).name;
  expect(named('A\u0000B\nC')).toBe('A B C');
  expect(Array.from(named('🚲'.repeat(99)))).toHaveLength(80);
  expect(named(7)).toBe('ada@switchyard.example');
});
