import { expect, test } from 'vitest';
import {
  asSystem,
  dump,
  failure,
  later,
  MINUTE,
  query,
  SECOND,
  withScopes,
} from '@/e2e/support/verbs';
import type { Context } from './context';
import { claimKey, pruneKeys, releaseKey } from './idempotency';

const HOUR = 60 * MINUTE;
const PARAMS = { account: 'acct_1', components: { payments: { enabled: true }, payouts: {} } };

let keys = 0;
/** A key that no other test has. */
const newKey = () => `key-${++keys}`;

const at = (ms: number): Context => withScopes(['sessions:create'], later(ms));

/** Claims a key and is done with it at once. */
async function use(key: string, ms: number, params: unknown = PARAMS): Promise<void> {
  await releaseKey(at(ms), await claimKey(at(ms), { key, params }));
}

const IN_USE = {
  code: 'conflict',
  retryAfter: 1,
  members: { stripe: { code: 'idempotency_key_in_use' } },
};
const OTHER = { code: 'invalid_request', members: { stripe: { type: 'idempotency_error' } } };

test('a key may be used again with the same parameters, in whatever order, once it is free', async () => {
  const key = newKey();
  await use(key, 0);
  await use(key, MINUTE, {
    components: { payouts: {}, payments: { enabled: true } },
    account: 'acct_1',
  });
});

test('with other parameters it is refused, in use or not, until a day has passed', async () => {
  const key = newKey();
  const claim = await claimKey(at(0), { key, params: PARAMS });
  const other = { ...PARAMS, account: 'acct_2' };
  expect(await failure(claimKey(at(1), { key, params: other }))).toMatchObject(OTHER);
  await releaseKey(at(2), claim);
  expect(await failure(claimKey(at(24 * HOUR - 1), { key, params: other }))).toMatchObject(OTHER);
  await use(key, 24 * HOUR, other);
  expect(await failure(claimKey(at(25 * HOUR), { key, params: PARAMS }))).toMatchObject(OTHER);
});

test('of many at the same time exactly one has it', async () => {
  const key = newKey();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      claimKey(at(0), { key, params: PARAMS }).then(
        () => 'claimed',
        (error) => {
          expect(error).toMatchObject(IN_USE);
          return 'in use';
        },
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
});

test('a lease ends by itself, and whoever had it gives free no other’s', async () => {
  const key = newKey();
  const dead = await claimKey(at(0), { key, params: PARAMS });
  expect(await failure(claimKey(at(14 * SECOND), { key, params: PARAMS }))).toMatchObject(IN_USE);
  await claimKey(at(15 * SECOND), { key, params: PARAMS });
  await releaseKey(at(16 * SECOND), dead);
  expect(await failure(claimKey(at(17 * SECOND), { key, params: PARAMS }))).toMatchObject(IN_USE);
});

test('another caller’s keys are others', async () => {
  const key = newKey();
  await claimKey(at(0), { key, params: PARAMS });
  const context = at(0);
  const other = { ...context, actor: { ...context.actor, id: 'another' } } as Context;
  await claimKey(other, { key, params: { account: 'acct_9' } });
});

test('neither key nor parameters are kept', async () => {
  await use('a-key-to-look-for', 0, { account: 'acct_1LookForMe' });
  const text = JSON.stringify(await dump());
  expect(text).not.toContain('a-key-to-look-for');
  expect(text).not.toContain(Buffer.from('a-key-to-look-for').toString('hex'));
  expect(text).not.toContain('LookForMe');
});

test('keys are forgotten a day after their first use, unless they are in use', async () => {
  await query('DELETE FROM idempotency_key');
  await use(newKey(), 0);
  await use(newKey(), MINUTE);
  const busy = newKey();
  await use(busy, 0);
  await claimKey(at(24 * HOUR - SECOND), { key: busy, params: PARAMS });
  expect(await pruneKeys(asSystem(later(24 * HOUR - 1)), undefined)).toBe(0);
  expect(await pruneKeys(asSystem(later(24 * HOUR)), undefined)).toBe(1);
  expect(await pruneKeys(asSystem(later(25 * HOUR)), undefined)).toBe(2);
});
