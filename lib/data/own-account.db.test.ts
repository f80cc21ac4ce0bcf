import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  addPeople,
  as,
  dump,
  failure,
  later,
  MINUTE,
  newSession,
  query,
  rowsAddedBy,
  SECOND,
  withScopes,
} from '@/e2e/support/verbs';
import type { Context } from '@/lib/data/context';
import { ROLES, SCOPES } from '@/lib/domain/permissions';
import { changePassword, signOutEverywhere } from './own-account';
import { signIn } from './sign-in';
import { createUser, userActor } from './users';

// A costly hash would only make this slow; that it is costly is for users.db.test.ts to say.
vi.mock('./passwords', async () => {
  const { createHash } = await import('node:crypto');
  const quick = (password: string) => createHash('sha256').update(password).digest('hex');
  return {
    hashPassword: async (password: string) => quick(password),
    verifyPassword: async (password: string, hash: string | null) => hash === quick(password),
  };
});

const CURRENT = 'correct horse battery staple';
const NEXT = 'another horse, another staple';

let made = 0;
let id: string;
let email: string;

beforeEach(async () => {
  email = `person-${++made}@example.com`;
  const user = { email, name: 'Person', role: 'support', password: CURRENT } as const;
  ({ id } = await createUser(as('admin'), user));
});

/** A request by the user of this test, some milliseconds after they were added. */
function own(ms: number): Context {
  const actor = { kind: 'user', id, name: 'Person', email, role: 'support' } as const;
  return { ...as('support', later(ms)), actor };
}

const change = (ms: number, current = CURRENT) =>
  changePassword(own(ms), { current, password: NEXT });

const signedIn = (password: string, ms: number) =>
  signIn({ email, password, address: `${made}`, requestId: 'r', now: later(ms) });
const canSignIn = async (password: string, ms: number) => (await signedIn(password, ms)) !== null;

/** A session that somebody began with the current password, at a machine whose clock may be off. */
const session = async (ms: number) => (await signedIn(CURRENT, ms))?.sessionEpoch ?? -1;

describe('a change of one’s own password', () => {
  test('takes the new one from then on, and ends every session of before', async () => {
    const before = [await session(SECOND), await session(9 * MINUTE), await session(-9 * MINUTE)];
    await change(MINUTE);
    expect(await canSignIn(CURRENT, 2 * MINUTE)).toBe(false);
    const since = [await signedIn(NEXT, 2 * MINUTE), await signedIn(NEXT, -MINUTE)];
    for (const epoch of before) expect(await userActor(id, epoch)).toBeNull();
    for (const one of since) {
      expect(await userActor(id, one?.sessionEpoch ?? -1)).toMatchObject({ id });
    }
  });

  test('needs the password of before, and says where it is wrong', async () => {
    const open = await session(0);
    expect(await failure(change(MINUTE, 'not it'))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/current', message: 'This is not your current password.' }],
    });
    expect(await canSignIn(CURRENT, 2 * MINUTE)).toBe(true);
    expect(await userActor(id, open)).not.toBeNull();
  });

  test('is no way to guess the password: after five failures one has to wait', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await failure(change(MINUTE, 'not it'))).toMatchObject({ code: 'invalid_request' });
    }
    expect(await failure(change(MINUTE))).toMatchObject({ code: 'rate_limited' });
    await change(MINUTE + 10 * MINUTE);
    expect(await canSignIn(NEXT, 12 * MINUTE)).toBe(true);
  });

  test('forgets the failures before it', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 0; tries < 4; tries += 1) await failure(change(MINUTE, 'not it'));
      await changePassword(own(MINUTE), { current: CURRENT, password: CURRENT });
    }
    expect(await canSignIn(CURRENT, 2 * MINUTE)).toBe(true);
  });

  test('is audited, for better or worse, without either password', async () => {
    await failure(change(MINUTE, 'not it at all'));
    await change(MINUTE);
    const rows = await query(
      `SELECT actor_id, action, before, after, result, code FROM audit_entry
       JOIN audit_outcome ON entry_id = id WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    const line = { actor_id: id, action: 'user.password', before: null, after: null };
    expect(rows).toEqual([
      { ...line, result: 'refused', code: 'invalid_request' },
      { ...line, result: 'succeeded', code: null },
    ]);
    const kept = JSON.stringify(await dump());
    for (const secret of [CURRENT, NEXT, 'not it at all']) expect(kept).not.toContain(secret);
  });
});

describe('signing out everywhere', () => {
  test('ends every session that is open, whatever clock it began by, and is audited', async () => {
    const open = [await session(0), await session(9 * MINUTE)];
    const added = await rowsAddedBy(() => signOutEverywhere(own(MINUTE), undefined));
    expect(added).toEqual({ audit_entry: 1 });
    for (const epoch of open) expect(await userActor(id, epoch)).toBeNull();
    expect(await userActor(id, await session(-9 * MINUTE))).toMatchObject({ id });
  });

  test('leaves everybody else in', async () => {
    const other = { email: `other-${made}@example.com`, name: 'Other', role: 'admin' } as const;
    const { id: otherId } = await createUser(as('admin'), { ...other, password: CURRENT });
    const theirs = await newSession(otherId);
    await signOutEverywhere(own(MINUTE), undefined);
    expect(await userActor(otherId, theirs)).not.toBeNull();
  });
});

describe('of the people that all tests know', () => {
  beforeAll(addPeople);

  test.each(ROLES)('the role %s may end its own sessions', async (role) => {
    expect(await signOutEverywhere(as(role), undefined)).toBeUndefined();
  });
});

test('a machine has no account of its own', async () => {
  const machine = withScopes(SCOPES);
  const added = await rowsAddedBy(async () => {
    expect((await failure(signOutEverywhere(machine, undefined))).code).toBe('forbidden');
    const passwords = { current: CURRENT, password: NEXT };
    expect((await failure(changePassword(machine, passwords))).code).toBe('forbidden');
  });
  expect(added).toEqual({});
});
