import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  addPeople,
  as,
  failure,
  later,
  MINUTE,
  NOW,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { acceptInvitation, findInvitation } from './invitation-acceptance';
import { createInvitation, revokeInvitation } from './invitations';
import { createUser } from './users';

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

const PASSWORD = 'correct horse battery staple';

let made = 0;
let email: string;
let address: string;
beforeEach(() => {
  email = `guest-${++made}@example.com`;
  address = `192.0.2.${made}`;
});

const invite = () => createInvitation(as('admin'), { email, name: 'Guest', role: 'operator' });
const find = (secret: string, ms = 0) => findInvitation({ secret, address, now: later(ms) });
const accept = (secret: string) =>
  acceptInvitation({ secret, address, now: NOW, password: PASSWORD, requestId: 'accept' });

describe('who tries a secret', () => {
  test.each<[what: string, of: (secret: string) => string]>([
    ['was never made', () => `inv_${'x'.repeat(43)}`],
    ['is empty', () => ''],
    ['lacks its end', (secret) => secret.slice(0, -1)],
    ['holds NUL', (secret) => `${secret}\u0000`],
    ['is SQL', () => "' OR 1=1 --"],
  ])('is refused one that %s', async (_what, of) => {
    const { secret } = await invite();
    for (const error of [await failure(find(of(secret))), await failure(accept(of(secret)))]) {
      expect(error).toMatchObject({
        code: 'unauthenticated',
        message: expect.stringContaining('not known'),
      });
    }
  });

  test('twenty times in vain has to wait, even with a right one; others need not', async () => {
    const { secret } = await invite();
    const guess = (index: number) => failure(find(`inv_${index}`));
    for (let index = 0; index < 20; index += 1) {
      expect((await guess(index)).code).toBe('unauthenticated');
    }
    for (const end of [
      await guess(20),
      await failure(find(secret)),
      await failure(accept(secret)),
    ]) {
      expect(end.code).toBe('rate_limited');
      expect(end.retryAfter).toBe(600);
    }
    const elsewhere = { secret, address: `elsewhere-${made}`, now: NOW };
    expect(await findInvitation(elsewhere)).toMatchObject({ email });
    expect(await find(secret, 10 * MINUTE)).toMatchObject({ email });
  });

  test('that is right is not counted as a failure', async () => {
    const { secret } = await invite();
    for (let index = 0; index < 30; index += 1) await find(secret);
    expect(await accept(secret)).toMatchObject({ email });
  });
});

describe('many at once', () => {
  test('make one user', async () => {
    const { secret } = await invite();
    let ends: PromiseSettledResult<unknown>[] = [];
    const added = await rowsAddedBy(async () => {
      ends = await Promise.allSettled(Array.from({ length: 6 }, () => accept(secret)));
    });
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(added).toMatchObject({ app_user: 1, audit_entry: 1 });
  });

  test('make one invitation', async () => {
    const ends = await Promise.allSettled(Array.from({ length: 6 }, () => invite()));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('either accept or revoke', async () => {
    const { id, secret } = await invite();
    const [accepted, revoked] = await Promise.allSettled([
      accept(secret),
      revokeInvitation(as('admin'), { id }),
    ]);
    const users = await query('SELECT 1 FROM app_user WHERE email = $1', [email]);
    expect(users).toHaveLength(accepted.status === 'fulfilled' ? 1 : 0);
    expect([accepted.status, revoked.status].sort()).toEqual(['fulfilled', 'rejected']);
  });
});

test('an email that became a user meanwhile is a conflict, and nothing is written', async () => {
  const { secret } = await invite();
  const user = { email, name: 'Quicker', role: 'support', password: PASSWORD } as const;
  await createUser(as('admin'), user);
  const added = await rowsAddedBy(async () => {
    expect(await failure(accept(secret))).toMatchObject({ code: 'conflict' });
  });
  expect(added).not.toHaveProperty('app_user');
  expect(added).not.toHaveProperty('audit_entry');
});
