import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  addPeople,
  as,
  dump,
  failure,
  later,
  MINUTE,
  NOW,
  query,
  rowsAddedBy,
  SECOND,
} from '@/e2e/support/verbs';
import { listAccounts } from '@/lib/data/account-list';
import { listTemplates } from '@/lib/data/templates';
import type { Scope } from '@/lib/domain/permissions';
import { authenticateToken, createToken, listTokens, revokeToken } from './tokens';

beforeAll(addPeople);

const ALWAYS: Scope[] = ['accounts:read'];

const newToken = (more: { scopes?: Scope[]; expiresAt?: Date | null } = {}) =>
  createToken(as('admin'), { name: 'Back end', scopes: ALWAYS, expiresAt: null, ...more });

describe('a new token', () => {
  test('stands in the answer and nowhere else: the database has a hash of it', async () => {
    const { id, token } = await newToken();
    expect(token).toMatch(/^sw_[A-Za-z0-9_-]{43}$/);
    const everything = JSON.stringify(await dump());
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(token.slice(10));
    expect(everything).not.toContain(Buffer.from(token).toString('hex'));
    const hash = createHash('sha256').update(token).digest();
    expect(await query('SELECT * FROM api_token WHERE id = $1', [id])).toEqual([
      {
        id,
        name: 'Back end',
        prefix: token.slice(0, 9),
        hash,
        scopes: ALWAYS,
        created_by: as('admin').actor.id,
        created_at: NOW,
        expires_at: null,
        revoked_at: null,
        last_used_at: null,
        rotated_at: null,
        overlap_ends_at: null,
        predecessor_id: null,
      },
    ]);
  });

  test('is another one each time', async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, () => newToken()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(10);
  });

  test('is audited, without itself', async () => {
    const expiresAt = later(MINUTE);
    const { id, token } = await newToken({ expiresAt });
    const rows = await query('SELECT action, after FROM audit_entry WHERE subject_id = $1', [id]);
    expect(rows).toEqual([
      {
        action: 'token.create',
        after: {
          name: 'Back end',
          prefix: token.slice(0, 9),
          scopes: ALWAYS,
          expiresAt: expiresAt.toISOString(),
        },
      },
    ]);
  });

  test.each([-1, 0])('may not have expired already, %i ms from now', async (ms) => {
    const added = await rowsAddedBy(async () => {
      const error = await failure(newToken({ expiresAt: later(ms) }));
      expect(error).toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '/expiresAt' }],
      });
    });
    expect(added).toEqual({});
  });

  test('shows in the list without its hash', async () => {
    const { id, token } = await newToken();
    const tokens = await listTokens(as('admin'), undefined);
    expect(tokens.find((one) => one.id === id)).toEqual({
      id,
      name: 'Back end',
      prefix: token.slice(0, 9),
      scopes: ALWAYS,
      createdAt: NOW.toISOString(),
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
      rotatedAt: null,
      overlapEndsAt: null,
      predecessorId: null,
    });
  });
});

describe('who comes with a token', () => {
  test('is taken also where it is spelled as a key of Stripe’s', async () => {
    const { id, token } = await newToken();
    expect(await authenticateToken(`rk_switchyard_${token}`, NOW)).toMatchObject({ id });
    const twice = `rk_switchyard_rk_switchyard_${token}`;
    expect(await failure(authenticateToken(twice, NOW))).toMatchObject({ code: 'unauthenticated' });
  });

  test('is a machine with the scopes that the token was given, and no more', async () => {
    const { id, token } = await newToken();
    const actor = await authenticateToken(token, NOW);
    expect(actor).toEqual({ kind: 'token', id, name: 'Back end', scopes: ALWAYS });
    const context = { actor, requestId: 'with-a-token', now: NOW };
    expect((await listAccounts(context, {})).data).toEqual([]);
    expect(await failure(listTemplates(context, {}))).toMatchObject({
      code: 'forbidden',
      message: 'This token may not see policy: it lacks the scope policy:read.',
    });
  });

  test.each<[what: string, of: (token: string) => string]>([
    ['was never made', () => `sw_${'x'.repeat(43)}`],
    ['is empty', () => ''],
    ['lacks its end', (token) => token.slice(0, -1)],
    ['has more behind it', (token) => `${token}a`],
    ['is only the prefix that lists show', (token) => token.slice(0, 9)],
    [
      'is the hash that the database keeps',
      (token) => createHash('sha256').update(token).digest('hex'),
    ],
    ['holds NUL', (token) => `${token}\u0000`],
    ['is SQL', () => "' OR 1=1 --"],
  ])('is nobody where the token %s', async (_what, of) => {
    const { token } = await newToken();
    const error = await failure(authenticateToken(of(token), NOW));
    expect(error).toMatchObject({
      code: 'unauthenticated',
      message: 'This token is not known. Check that it was copied whole.',
    });
  });

  test('is nobody from the very moment at which the token expires', async () => {
    const { id, token } = await newToken({ expiresAt: later(SECOND) });
    expect(await authenticateToken(token, later(SECOND - 1))).toMatchObject({ id });
    for (const ms of [SECOND, SECOND + 1, 1000 * MINUTE]) {
      expect(await failure(authenticateToken(token, later(ms)))).toMatchObject({
        code: 'unauthenticated',
        message: expect.stringContaining('has expired'),
      });
    }
  });

  test('is nobody once the token is revoked', async () => {
    const { id, token } = await newToken();
    await authenticateToken(token, NOW);
    await revokeToken(as('admin'), { id });
    expect(await failure(authenticateToken(token, NOW))).toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('was revoked'),
    });
  });
});

test('the last use is noted at most once a minute', async () => {
  const { id, token } = await newToken();
  const lastUsed = async (ms: number) => {
    await authenticateToken(token, later(ms));
    const [row] = await query<{ at: Date }>(
      'SELECT last_used_at AS at FROM api_token WHERE id = $1',
      [id],
    );
    return (row?.at.getTime() ?? 0) - NOW.getTime();
  };
  expect(await lastUsed(0)).toBe(0);
  expect(await lastUsed(1)).toBe(0);
  expect(await lastUsed(MINUTE - 1)).toBe(0);
  expect(await lastUsed(MINUTE)).toBe(MINUTE);
  expect(await lastUsed(2 * MINUTE - 1)).toBe(MINUTE);
  // A request that was on its way for long does not turn it back.
  expect(await lastUsed(0)).toBe(MINUTE);
  expect(await lastUsed(5 * MINUTE)).toBe(5 * MINUTE);
});

describe('revoking', () => {
  test('is audited once, however often it is asked for', async () => {
    const { id } = await newToken();
    const added = await rowsAddedBy(async () => {
      await revokeToken(as('admin'), { id });
      await revokeToken(as('admin', later(MINUTE)), { id });
    });
    expect(added).toEqual({ audit_entry: 1 });
    expect(await query('SELECT revoked_at FROM api_token WHERE id = $1', [id])).toEqual([
      { revoked_at: NOW },
    ]);
  });

  test('of a token that there is not says so', async () => {
    const id = '30000000-0000-4000-8000-000000000001';
    expect(await failure(revokeToken(as('admin'), { id }))).toMatchObject({
      code: 'not_found',
      message: `There is no token "${id}".`,
    });
  });
});
