import { describe, expect, test } from 'vitest';
import {
  as,
  dump,
  failure,
  later,
  MINUTE,
  NOW,
  newSession,
  query,
  rowsAddedBy,
  SECOND,
} from '@/e2e/support/verbs';
import type { Context } from '@/lib/data/context';
import type { Role } from '@/lib/domain/permissions';
import { verifyPassword } from './passwords';
import { changeRole, createUser, disableUser, enableUser, listUsers, userActor } from './users';

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
    expect(listed).toEqual({
      ...{ id, ...after, createdAt: NOW.toISOString(), disabledAt: null },
      ...{ hasPassword: true, usesSingleSignOn: false },
    });
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
    const session = await newSession(id);
    expect(await userActor(id, session)).toEqual(actor);
    await query(`UPDATE app_user SET role = 'auditor' WHERE id = $1`, [id]);
    expect(await userActor(id, session)).toEqual({ ...actor, role: 'auditor' });
  });

  test('does not count in another epoch than its own', async () => {
    const { id } = await newUser();
    const session = await newSession(id);
    expect(await userActor(id, session - 1)).toBeNull();
    expect(await userActor(id, session + 1)).toBeNull();
  });

  test('of nobody is nobody’s', async () => {
    expect(await userActor('30000000-0000-4000-8000-000000000001', 0)).toBeNull();
  });
});

describe('disabling a user', () => {
  test('ends the sessions that are open, and is audited once', async () => {
    const { id } = await newUser();
    const session = await newSession(id);
    expect(await userActor(id, session)).not.toBeNull();
    const added = await rowsAddedBy(async () => {
      await disableUser(as('admin', later(SECOND)), { id });
      await disableUser(as('admin', later(2 * SECOND)), { id });
    });
    expect(added).toEqual({ audit_entry: 1 });
    expect(await userActor(id, session)).toBeNull();
    expect(await userActor(id, await newSession(id))).toBeNull();
    const listed = (await listUsers(as('admin'), undefined)).find((user) => user.id === id);
    expect(listed?.disabledAt).toBe(later(SECOND).toISOString());
  });
});

describe('enabling a user again', () => {
  test('lets them sign in, and brings no session of before back', async () => {
    const { id } = await newUser();
    const before = await newSession(id);
    await disableUser(as('admin', later(SECOND)), { id });
    const added = await rowsAddedBy(async () => {
      await enableUser(as('admin', later(MINUTE)), { id });
      await enableUser(as('admin', later(2 * MINUTE)), { id });
    });
    expect(added).toEqual({ audit_entry: 1 });
    expect(await userActor(id, before)).toBeNull();
    const session = await newSession(id);
    expect(await userActor(id, session)).toMatchObject({ id, role: 'operator' });
  });

  test('who is not disabled changes nothing, not even their sessions', async () => {
    const { id } = await newUser();
    const session = await newSession(id);
    const added = await rowsAddedBy(() => enableUser(as('admin', later(MINUTE)), { id }));
    expect(added).toEqual({});
    expect(await userActor(id, session)).not.toBeNull();
  });
});

describe('another role', () => {
  test('is in force in sessions that are open, and audited once with both', async () => {
    const { id, email } = await newUser('operator');
    const session = await newSession(id);
    const added = await rowsAddedBy(async () => {
      await changeRole(as('admin'), { id, role: 'auditor' });
      await changeRole(as('admin'), { id, role: 'auditor' });
    });
    expect(added).toEqual({ audit_entry: 1 });
    expect(await userActor(id, session)).toMatchObject({ role: 'auditor' });
    const [entry] = await query(
      `SELECT before, after FROM audit_entry WHERE subject_id = $1 AND action = 'user.role'`,
      [id],
    );
    const about = { email, name: 'Person' };
    expect(entry).toEqual({
      before: { ...about, role: 'operator' },
      after: { ...about, role: 'auditor' },
    });
  });

  test('can be given to a user who is disabled, who stays it', async () => {
    const { id } = await newUser('operator');
    await disableUser(as('admin'), { id });
    await changeRole(as('admin'), { id, role: 'admin' });
    expect(await userActor(id, await newSession(id))).toBeNull();
  });
});

describe('nobody', () => {
  const acts = {
    disables: (context: Context, id: string) => disableUser(context, { id }),
    enables: (context: Context, id: string) => enableUser(context, { id }),
    'changes the role of': (context: Context, id: string) =>
      changeRole(context, { id, role: 'support' }),
  };

  test.each(Object.entries(acts))('%s themselves', async (_does, act) => {
    const { id, email } = await newUser('admin');
    await newUser('admin');
    const session = await newSession(id);
    const actor = { kind: 'user', id, name: 'Person', email, role: 'admin' } as const;
    const added = await rowsAddedBy(async () => {
      const error = await failure(act({ ...as('admin'), actor }, id));
      expect(error).toMatchObject({
        code: 'conflict',
        message: 'Nobody changes their own access. Ask another admin.',
      });
    });
    expect(added).toEqual({});
    expect(await userActor(id, session)).toMatchObject({ role: 'admin' });
  });

  test.each(Object.entries(acts))('%s somebody who is not there', async (_does, act) => {
    const id = '30000000-0000-4000-8000-000000000001';
    expect(await failure(act(as('admin'), id))).toMatchObject({ code: 'not_found' });
  });
});

describe('an admin stays, whatever is done at once', () => {
  const admins = async () =>
    (await listUsers(as('admin'), undefined)).filter(
      (user) => user.role === 'admin' && user.disabledAt === null,
    );
  const disable = (id: string) => disableUser(as('admin'), { id });
  const demote = (id: string) => changeRole(as('admin'), { id, role: 'operator' });

  test.each([
    ['disabling', [disable, disable, disable]],
    ['demoting', [demote, demote, demote]],
    ['both', [disable, demote, disable]],
  ])('%s', async (_what, acts) => {
    await newUser('admin');
    for (const { id } of (await admins()).slice(1)) await disable(id);
    await Promise.all(acts.slice(1).map(() => newUser('admin')));
    const before = await admins();
    expect(before).toHaveLength(acts.length);
    const ends = await Promise.allSettled(before.map(({ id }, index) => acts[index]?.(id)));
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.objectContaining({
        code: 'conflict',
        message: 'This is the last admin. Make another one first.',
      }),
    ]);
    expect(await admins()).toHaveLength(1);
  });
});
