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
import type { Scope } from '@/lib/domain/permissions';
import { authenticateToken, createToken, listTokens, revokeToken, rotateToken } from './tokens';

beforeAll(addPeople);

const HOUR = 60 * MINUTE;
const SCOPES: Scope[] = ['sessions:create', 'accounts:read'];

const newToken = (expiresAt: Date | null = null) =>
  createToken(as('admin'), { name: 'Back end', scopes: SCOPES, expiresAt });

function rotate(id: string, more: { overlapSeconds?: number; expiresAt?: Date; now?: Date } = {}) {
  const { overlapSeconds = 3600, expiresAt = null, now = NOW } = more;
  return rotateToken(as('admin', now), { id, overlapSeconds, expiresAt });
}

const comesIn = (token: string, ms: number) => authenticateToken(token, later(ms));
const refusalAt = async (token: string, ms: number) => (await failure(comesIn(token, ms))).message;

const listed = async (id: string) =>
  (await listTokens(as('admin'), undefined)).find((token) => token.id === id);

describe('a rotated token', () => {
  test('goes on beside its successor, up to the very moment at which its overlap ends', async () => {
    const old = await newToken();
    const next = await rotate(old.id);
    expect(next.overlapEndsAt).toBe(later(HOUR).toISOString());
    for (const ms of [0, SECOND, HOUR - 1]) {
      expect(await comesIn(old.token, ms)).toMatchObject({ id: old.id, scopes: SCOPES });
      expect(await comesIn(next.token, ms)).toMatchObject({ id: next.id, scopes: SCOPES });
    }
    for (const ms of [HOUR, HOUR + 1, 1000 * HOUR]) {
      expect(await refusalAt(old.token, ms)).toContain('was rotated');
      expect(await comesIn(next.token, ms)).toMatchObject({ id: next.id });
    }
  });

  test('ends at once where there is no overlap', async () => {
    const old = await newToken();
    const next = await rotate(old.id, { overlapSeconds: 0 });
    expect(await refusalAt(old.token, 0)).toContain('was rotated');
    expect(await comesIn(next.token, 0)).toMatchObject({ name: 'Back end' });
  });

  test('never holds longer than it would have anyway', async () => {
    const old = await newToken(later(MINUTE));
    const next = await rotate(old.id, { overlapSeconds: 7 * 86_400 });
    expect(next.overlapEndsAt).toBe(later(MINUTE).toISOString());
    expect(await comesIn(old.token, MINUTE - 1)).toMatchObject({ id: old.id });
    expect(await refusalAt(old.token, MINUTE)).toContain('has expired');
    expect(await comesIn(next.token, MINUTE)).toMatchObject({ id: next.id });
  });

  test('can be revoked before its overlap ends, and its successor stays', async () => {
    const old = await newToken();
    const next = await rotate(old.id);
    await revokeToken(as('admin'), { id: old.id });
    expect(await refusalAt(old.token, 1)).toContain('was revoked');
    expect(await comesIn(next.token, 1)).toMatchObject({ id: next.id });
  });
});

describe('a successor', () => {
  test('has the name and the scopes, its own expiry, and says whom it follows', async () => {
    const old = await newToken(later(HOUR));
    const expiresAt = later(100 * HOUR);
    const { id } = await rotate(old.id, { expiresAt, overlapSeconds: 60 });
    expect(await listed(id)).toMatchObject({
      name: 'Back end',
      scopes: SCOPES,
      createdAt: NOW.toISOString(),
      expiresAt: expiresAt.toISOString(),
      predecessorId: old.id,
      rotatedAt: null,
    });
    expect(await listed(old.id)).toMatchObject({
      expiresAt: later(HOUR).toISOString(),
      rotatedAt: NOW.toISOString(),
      overlapEndsAt: later(MINUTE).toISOString(),
      predecessorId: null,
    });
  });

  test('is kept by its hash alone, and audited without itself', async () => {
    const old = await newToken();
    const next = await rotate(old.id);
    expect(JSON.stringify(await dump())).not.toContain(next.token.slice(10));
    const rows = await query(
      `SELECT after FROM audit_entry WHERE subject_id = $1 AND action = 'token.rotate'`,
      [old.id],
    );
    expect(rows).toEqual([
      {
        after: {
          name: 'Back end',
          prefix: next.token.slice(0, 9),
          scopes: SCOPES,
          expiresAt: null,
          successor: next.id,
          overlapEndsAt: next.overlapEndsAt,
        },
      },
    ]);
  });

  test('can be rotated in its turn', async () => {
    const old = await newToken();
    const next = await rotate(old.id, { overlapSeconds: 0 });
    const last = await rotate(next.id, { overlapSeconds: 0 });
    expect(await refusalAt(next.token, 0)).toContain('was rotated');
    expect(await comesIn(last.token, 0)).toMatchObject({ id: last.id });
  });
});

describe('rotating', () => {
  test.each<[what: string, prepare: (id: string) => Promise<unknown>, at: number, says: string]>([
    ['was revoked', (id) => revokeToken(as('admin'), { id }), 0, 'was revoked'],
    ['has expired', async () => undefined, HOUR, 'has expired'],
    ['was rotated already', (id) => rotate(id), MINUTE, 'rotated already'],
    [
      'was rotated and is over',
      (id) => rotate(id, { overlapSeconds: 0 }),
      MINUTE,
      'rotated already',
    ],
  ])('is refused for a token that %s', async (_what, prepare, at, says) => {
    const { id } = await newToken(later(HOUR));
    await prepare(id);
    const added = await rowsAddedBy(async () => {
      const error = await failure(rotate(id, { now: later(at) }));
      expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining(says) });
    });
    expect(added).toEqual({});
  });

  test('is refused for a token that there is not, and for an expiry in the past', async () => {
    const nobody = '30000000-0000-4000-8000-000000000001';
    expect(await failure(rotate(nobody))).toMatchObject({ code: 'not_found' });
    const { id } = await newToken();
    expect(await failure(rotate(id, { expiresAt: NOW }))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/expiresAt' }],
    });
  });

  test('at once makes one successor', async () => {
    const { id } = await newToken();
    let ends: PromiseSettledResult<unknown>[] = [];
    const added = await rowsAddedBy(async () => {
      ends = await Promise.allSettled(Array.from({ length: 8 }, () => rotate(id)));
    });
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(added).toEqual({ api_token: 1, audit_entry: 1 });
  });
});

test('the first use after a rotation is noted, though one was noted a moment before', async () => {
  const old = await newToken();
  await comesIn(old.token, 0);
  await rotate(old.id, { now: later(SECOND) });
  const lastUsed = async () => (await listed(old.id))?.lastUsedAt;
  expect(await lastUsed()).toBe(NOW.toISOString());
  await comesIn(old.token, 2 * SECOND);
  expect(await lastUsed()).toBe(later(2 * SECOND).toISOString());
  await comesIn(old.token, 3 * SECOND);
  expect(await lastUsed()).toBe(later(2 * SECOND).toISOString());
});

test.each([
  ['an end without a rotation', 'overlap_ends_at = now()'],
  ['a rotation without an end', 'rotated_at = now()'],
  ['an end before the rotation', "rotated_at = now(), overlap_ends_at = now() - interval '1 s'"],
  ['an end after the expiry', "rotated_at = now(), overlap_ends_at = expires_at + interval '1 s'"],
])('the database refuses %s', async (_what, set) => {
  const { id } = await newToken(later(HOUR));
  await expect(query(`UPDATE api_token SET ${set} WHERE id = $1`, [id])).rejects.toMatchObject({
    constraint: 'api_token_rotation_check',
  });
});
