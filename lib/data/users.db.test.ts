import { describe, expect, test } from 'vitest';
import { as, dump, failure, later, NOW, query, rowsAddedBy, SECOND } from '@/e2e/support/verbs';
import type { Role } from '@/lib/domain/permissions';
import { verifyPassword } from './passwords';
import { createUser, disableUser, listUsers, userActor } from './users';

const PASSWORD = 'correct horse battery staple';

let made = 0;
async function newUser(role: Role = 'operator') {
  const email = `person-${++made}@example.com`;
  const { id } = await createUser(as('admin'), { email, name: 'Person', role, password: PASSWORD });
  return { id, email };
}

/** The hash that the database keeps of a user's password. */
async function hashOf(id: string): Promise<string> {
  const [row] = await query<{ hash: string }>(
    'SELECT password_hash AS hash FROM app_user WHERE id = $1',
    [id],
  );
  return row?.hash ?? '';
}

describe('a new user', () => {
  test('is kept with a salted hash, and without the password', async () => {
    const [one, other] = [await newUser(), await newUser()];
    const hashes = [await hashOf(one.id), await hashOf(other.id)];
    expect(hashes[0]).toMatch(/^scrypt\$[\w-]{22}\$[\w-]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(JSON.stringify(await dump())).not.toContain(PASSWORD);
    expect(await verifyPassword(PASSWORD, hashes[0] ?? null)).toBe(true);
    expect(await verifyPassword(`${PASSWORD} `, hashes[0] ?? null)).toBe(false);
  });

  test('is audited and listed, without hash and password', async () => {
    const { id, email } = await newUser('support');
    const after = { email, name: 'Person', role: 'support' };
    expect(
      await query('SELECT action, actor_name, after FROM audit_entry WHERE subject_id = $1', [id]),
    ).toEqual([{ action: 'user.create', actor_name: 'Test admin', after }]);
    const listed = (await listUsers(as('admin'), undefined)).find((user) => user.id === id);
    expect(listed).toEqual({ id, ...after, createdAt: NOW.toISOString(), disabledAt: null });
  });

  test('cannot have the email of another, and then nothing is written', async () => {
    const { email } = await newUser();
    const again = { email, name: 'Double', role: 'admin', password: PASSWORD } as const;
    const added = await rowsAddedBy(async () => {
      expect(await failure(createUser(as('admin'), again))).toMatchObject({ code: 'conflict' });
    });
    expect(added).toEqual({});
  });
});

describe('a session', () => {
  test('is of the user, with the role that the user has now', async () => {
    const { id, email } = await newUser();
    const actor = { kind: 'user', id, name: 'Person', email, role: 'operator' };
    expect(await userActor(id, NOW)).toEqual(actor);
    await query(`UPDATE app_user SET role = 'auditor' WHERE id = $1`, [id]);
    expect(await userActor(id, NOW)).toEqual({ ...actor, role: 'auditor' });
  });

  test('does not count if it began before the user’s sessions do', async () => {
    const { id } = await newUser();
    expect(await userActor(id, later(-1))).toBeNull();
    expect(await userActor(id, later(0))).not.toBeNull();
  });

  test('of nobody is nobody’s', async () => {
    expect(await userActor('30000000-0000-4000-8000-000000000001', NOW)).toBeNull();
  });
});

describe('disabling a user', () => {
  test('ends the sessions that are open, and is audited once', async () => {
    const { id } = await newUser();
    expect(await userActor(id, later(SECOND))).not.toBeNull();
    const added = await rowsAddedBy(async () => {
      await disableUser(as('admin', later(SECOND)), { id });
      await disableUser(as('admin', later(2 * SECOND)), { id });
    });
    expect(added).toEqual({ audit_entry: 1 });
    expect(await userActor(id, later(SECOND))).toBeNull();
    expect(await userActor(id, later(3 * SECOND))).toBeNull();
    const listed = (await listUsers(as('admin'), undefined)).find((user) => user.id === id);
    expect(listed?.disabledAt).toBe(later(SECOND).toISOString());
  });

  test('that there is not says so', async () => {
    const id = '30000000-0000-4000-8000-000000000001';
    expect(await failure(disableUser(as('admin'), { id }))).toMatchObject({ code: 'not_found' });
  });

  test('never leaves the product without an admin, not even where two do it at once', async () => {
    const admins = [await newUser('admin'), await newUser('admin')];
    const results = await Promise.allSettled(
      admins.map(({ id }) => disableUser(as('admin'), { id })),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'conflict' });
    const left = (await listUsers(as('admin'), undefined)).filter(
      (user) => user.role === 'admin' && user.disabledAt === null,
    );
    expect(left).toHaveLength(1);
  });
});
