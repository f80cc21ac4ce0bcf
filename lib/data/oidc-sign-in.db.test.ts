import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPeople, as, later, NOW, query } from '@/e2e/support/verbs';
import type { OidcPerson } from '@/lib/domain/oidc';
import type { Role } from '@/lib/domain/permissions';
import { createInvitation, revokeInvitation } from './invitations';
import { signInWithOidc } from './oidc-sign-in';
import { createUser, disableUser, listUsers } from './users';

beforeAll(addPeople);

const ISSUER = 'https://sign-in.example';

let made = 0;
let email: string;
beforeEach(() => {
  email = `visitor-${++made}@example.com`;
});

const person = (more: Partial<OidcPerson> = {}): OidcPerson => ({
  ...{ subject: `subject of ${email}`, email, emailVerified: true, name: 'Visitor', role: null },
  ...more,
});
const come = (more: Partial<OidcPerson> = {}, issuer = ISSUER) =>
  signInWithOidc({ issuer, person: person(more), requestId: `oidc-${++made}`, now: NOW });

const userOf = async (id: string) =>
  (await listUsers(as('admin'), undefined)).find((user) => user.id === id);
const newUser = (role: Role = 'support') =>
  createUser(as('admin'), { email, name: 'Known', role, password: 'long enough to pass' });
const auditOf = (subject: string) =>
  query<{ action: string; result: string | null; detail: unknown }>(
    `SELECT e.action, o.result::text, o.detail FROM audit_entry e
     LEFT JOIN audit_outcome o ON o.entry_id = e.id WHERE e.subject_id = $1 ORDER BY e.id`,
    [subject],
  );

describe('somebody new', () => {
  test('becomes a user without a password where the provider gives a role', async () => {
    const { id } = (await come({ role: 'operator' })) as { id: string };
    expect(await userOf(id)).toMatchObject({
      ...{ email, name: 'Visitor', role: 'operator' },
      ...{ hasPassword: false, usesSingleSignOn: true },
    });
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      ...['user.create', 'user.link', 'user.sign_in'],
    ]);
    expect(await come({ role: 'operator' })).toEqual({ id, sessionEpoch: 0 });
  });

  test('is not let in where nothing gives a role', async () => {
    expect(await come()).toEqual({ refused: 'NotInvited' });
    expect((await auditOf('unknown')).at(-1)).toEqual({
      ...{ action: 'user.sign_in', result: 'refused', detail: { refused: 'NotInvited' } },
    });
  });

  test('comes in by an open invitation of their verified email, once', async () => {
    await createInvitation(as('admin'), { email, name: 'Invited Guest', role: 'auditor' });
    expect(await come({ emailVerified: false })).toEqual({ refused: 'NotInvited' });
    const { id } = (await come()) as { id: string };
    expect(await userOf(id)).toMatchObject({ name: 'Invited Guest', role: 'auditor' });
    const [row] = await query('SELECT user_id FROM invitation WHERE email = $1', [email]);
    expect(row).toEqual({ user_id: id });
  });

  test.each([
    ['revoked', (id: string) => revokeInvitation(as('admin'), { id })],
    [
      'expired',
      () => query('UPDATE invitation SET expires_at = $1 WHERE email = $2', [NOW, email]),
    ],
  ])('does not come in by one that is %s', async (_what, end) => {
    const admin = as('admin', later(-1000));
    const { id } = await createInvitation(admin, { email, name: 'Guest', role: 'auditor' });
    await end(id);
    expect(await come()).toEqual({ refused: 'NotInvited' });
  });

  test('becomes one user, however many windows are open', async () => {
    const ends = await Promise.all(Array.from({ length: 5 }, () => come({ role: 'support' })));
    expect(new Set(ends.map((end) => ('id' in end ? end.id : end.refused))).size).toBe(1);
  });
});

describe('somebody who is a user already', () => {
  test('is linked by their verified email, and goes on as they were', async () => {
    const { id } = await newUser('operator');
    expect(await come()).toEqual({ id, sessionEpoch: 0 });
    expect(await userOf(id)).toMatchObject({ role: 'operator', hasPassword: true });
    // From then on it is the subject that counts, whatever the email becomes.
    expect(await come({ email: `other-${email}` })).toEqual({ id, sessionEpoch: 0 });
  });

  test('is not taken over by an email that nobody has verified', async () => {
    const { id } = await newUser('admin');
    expect(await come({ emailVerified: false, role: 'admin' })).toEqual({ refused: 'EmailTaken' });
    expect(await userOf(id)).toMatchObject({ usesSingleSignOn: false });
  });

  test('is not taken over by whoever has their email next', async () => {
    await come({ role: 'admin' });
    const next = await come({ role: 'admin', subject: 'somebody else' });
    expect(next).toEqual({ refused: 'EmailTaken' });
  });

  test('may have another identity at another provider', async () => {
    const { id } = (await come({ role: 'support' })) as { id: string };
    const elsewhere = await come({ subject: 'the same', role: null }, 'https://other.example');
    expect(elsewhere).toEqual({ id, sessionEpoch: 0 });
  });

  test.each([[true], [false]])('and disabled stays out, linked before: %s', async (linked) => {
    const { id } = await newUser();
    if (linked) await come();
    await disableUser(as('admin'), { id });
    expect(await come({ role: 'admin' })).toEqual({ refused: 'Disabled' });
    expect(await userOf(id)).toMatchObject({ role: 'support' });
  });
});

test('the role follows the provider, up and down, and the audit says so', async () => {
  const { id } = (await come({ role: 'support' })) as { id: string };
  for (const role of ['admin', 'auditor'] as const) {
    await come({ role });
    expect(await userOf(id)).toMatchObject({ role });
  }
  await come();
  expect(await userOf(id)).toMatchObject({ role: 'auditor' });
  const roles = (await auditOf(id)).filter(({ action }) => action === 'user.role');
  expect(roles).toHaveLength(2);
});
