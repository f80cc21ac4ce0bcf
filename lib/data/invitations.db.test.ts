import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  addPeople,
  as,
  asSystem,
  dump,
  failure,
  later,
  MINUTE,
  NOW,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { acceptInvitation, findInvitation } from './invitation-acceptance';
import {
  createInvitation,
  listInvitations,
  renewInvitation,
  revokeInvitation,
} from './invitations';
import { signIn } from './sign-in';
import { changeRole, createUser, disableUser, enableUser } from './users';

// A costly hash would only make this slow; that it is costly is for users.db.test.ts to say.
vi.mock('./passwords', async () => {
  const { createHash } = await import('node:crypto');
  const quick = (password: string) => createHash('sha256').update(password).digest('hex');
  return {
    hashPassword: async (password: string) => quick(password),
    verifyPassword: async (password: string, hash: string | null) => hash === quick(password),
  };
});

beforeAll(addPeople);

const LIFE = 72 * 60 * MINUTE;
const PASSWORD = 'correct horse battery staple';

let made = 0;
let email: string;
let address: string;
beforeEach(() => {
  email = `guest-${++made}@example.com`;
  address = `192.0.2.${made}`;
});

const invite = (context = as('admin')) =>
  createInvitation(context, { email, name: 'Guest', role: 'operator' });

const find = (secret: string, ms = 0) => findInvitation({ secret, address, now: later(ms) });
const accept = (secret: string, ms = 0) =>
  acceptInvitation({ secret, address, now: later(ms), password: PASSWORD, requestId: 'accept' });

/** Why a secret leads in no longer: what its holder is told, both on looking and on accepting. */
async function refusal(secret: string, ms = 0): Promise<string> {
  const errors = [await failure(find(secret, ms)), await failure(accept(secret, ms))];
  expect(errors.map(({ code }) => code)).toEqual(['unauthenticated', 'unauthenticated']);
  expect(errors[0]?.message).toBe(errors[1]?.message);
  return errors[0]?.message ?? '';
}

const listed = async (id: string, ms = 0) =>
  (await listInvitations(as('admin', later(ms)), undefined)).find((one) => one.id === id);

describe('an invitation', () => {
  test('leads to a user with the name and the role that were given', async () => {
    const { secret } = await invite();
    expect(await find(secret)).toEqual({
      email,
      name: 'Guest',
      role: 'operator',
      invitedBy: 'Test admin',
    });
    const { id } = await accept(secret, MINUTE);
    expect(await query('SELECT email, name, role FROM app_user WHERE id = $1', [id])).toEqual([
      { email, name: 'Guest', role: 'operator' },
    ]);
    const attempt = { email, address, requestId: 'r', now: later(2 * MINUTE) };
    expect(await signIn({ ...attempt, password: PASSWORD })).toEqual({
      id,
      name: 'Guest',
      sessionEpoch: 0,
    });
  });

  test('stands in the answer and nowhere else: the database has a hash of it', async () => {
    const { secret } = await invite();
    expect(secret).toMatch(/^inv_[A-Za-z0-9_-]{43}$/);
    await accept(secret);
    const kept = JSON.stringify(await dump());
    for (const part of [secret, secret.slice(4), Buffer.from(secret).toString('hex'), PASSWORD]) {
      expect(kept).not.toContain(part);
    }
  });

  test('is audited from its making to its end', async () => {
    const { id } = await invite();
    const { secret } = await renewInvitation(as('admin'), { id });
    const user = await accept(secret);
    const rows = await query(
      `SELECT action, actor_id, after - 'expiresAt' AS after FROM audit_entry
       WHERE subject_id IN ($1, $2) ORDER BY id`,
      [id, user.id],
    );
    const after = { email, name: 'Guest', role: 'operator' };
    const admin = as('admin').actor.id;
    expect(rows).toEqual([
      { action: 'invitation.create', actor_id: admin, after },
      { action: 'invitation.renew', actor_id: admin, after },
      { action: 'invitation.accept', actor_id: user.id, after: { ...after, invitation: id } },
    ]);
  });

  test('is listed until it is accepted, with who invited and until when', async () => {
    const { id, secret, expiresAt } = await invite();
    expect(await listed(id)).toEqual({
      id,
      email,
      name: 'Guest',
      role: 'operator',
      createdAt: NOW.toISOString(),
      expiresAt,
      invitedBy: 'Test admin',
      state: 'pending',
    });
    await accept(secret);
    expect(await listed(id)).toBeUndefined();
  });

  test('of the product itself is listed as its own', async () => {
    const { id } = await invite(asSystem());
    expect(await listed(id)).toMatchObject({ invitedBy: 'Switchyard', state: 'pending' });
  });

  test('is for an email that has neither user nor open invitation', async () => {
    const { id } = await invite();
    expect(await failure(invite())).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('invited already'),
    });
    await revokeInvitation(as('admin'), { id });
    const { secret } = await invite();
    await accept(secret);
    expect(await failure(invite())).toMatchObject({
      code: 'conflict',
      message: 'There is a user with this email already.',
    });
  });
});

describe('an invitation leads in no longer', () => {
  test('from the very moment at which it expires', async () => {
    const { id, secret, expiresAt } = await invite();
    expect(expiresAt).toBe(later(LIFE).toISOString());
    expect(await find(secret, LIFE - 1)).toMatchObject({ email });
    expect(await refusal(secret, LIFE)).toContain('has expired');
    expect(await listed(id, LIFE)).toMatchObject({ state: 'expired' });
    expect(await accept(secret, LIFE - 1)).toMatchObject({ email });
  });

  test('once it was accepted', async () => {
    const { secret } = await invite();
    await accept(secret);
    expect(await refusal(secret)).toContain('accepted already');
  });

  test('once it was revoked', async () => {
    const { id, secret } = await invite();
    const added = await rowsAddedBy(async () => {
      await revokeInvitation(as('admin'), { id });
      await revokeInvitation(as('admin'), { id });
    });
    expect(added).toEqual({ audit_entry: 1 });
    expect(await refusal(secret)).toContain('was revoked');
    expect(await listed(id)).toBeUndefined();
  });

  test('once it was made anew, but by the new link', async () => {
    const { id, secret } = await invite();
    const renewed = await renewInvitation(as('admin', later(LIFE)), { id });
    expect(renewed.expiresAt).toBe(later(2 * LIFE).toISOString());
    expect(await refusal(secret)).toContain('not known');
    expect(await accept(renewed.secret, 2 * LIFE - 1)).toMatchObject({ email });
  });

  test.each(['disabled', 'demoted'])(
    'once who invited was %s, until they may again',
    async (how) => {
      const host = { email: `host-${made}@example.com`, name: 'Host', role: 'admin' } as const;
      const { id: hostId } = await createUser(as('admin'), { ...host, password: PASSWORD });
      const actor = { kind: 'user', id: hostId, ...host } as const;
      const { id, secret } = await invite({ ...as('admin'), actor });
      if (how === 'disabled') await disableUser(as('admin'), { id: hostId });
      else await changeRole(as('admin'), { id: hostId, role: 'operator' });
      expect(await refusal(secret)).toContain('may no longer');
      expect(await listed(id)).toMatchObject({ state: 'unsponsored', invitedBy: 'Host' });
      if (how === 'disabled') {
        await enableUser(as('admin'), { id: hostId });
        expect(await find(secret)).toMatchObject({ email });
      } else {
        const renewed = await renewInvitation(as('admin'), { id });
        expect(await find(renewed.secret)).toMatchObject({ invitedBy: 'Test admin' });
      }
    },
  );
});

test.each(['renew', 'revoke'] as const)('to %s takes an invitation that is open', async (act) => {
  const run = { renew: renewInvitation, revoke: revokeInvitation }[act];
  const nobody = '30000000-0000-4000-8000-000000000001';
  expect(await failure(run(as('admin'), { id: nobody }))).toMatchObject({ code: 'not_found' });
  const { id, secret } = await invite();
  await accept(secret);
  expect(await failure(run(as('admin'), { id }))).toMatchObject({
    code: 'conflict',
    message: 'This invitation was accepted already.',
  });
});
