import { expect, test } from 'vitest';
import { as, change, later, MINUTE, NOW, newAccount, newTemplate } from '@/e2e/support/verbs';
import { accountStatesQuery, listAccountStates } from './account-states';

/** All accounts with something of their own, a page of two at a time. */
async function all(now = NOW) {
  const found: Awaited<ReturnType<typeof listAccountStates>>['data'] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 2, ...(cursor && { cursor }) };
    const page = await listAccountStates(as('support', now), query);
    expect(page.data.length).toBeLessThanOrEqual(2);
    found.push(...page.data);
    cursor = page.nextCursor;
  }
  return new Map(found.map((state) => [state.account, state]));
}

test('accounts with an assignment, a tag or an override in force, and no others', async () => {
  const template = await newTemplate();
  const [plain, assigned, tagged, both] = await Promise.all([1, 2, 3, 4].map(() => newAccount()));
  const expiresAt = later(MINUTE).toISOString();
  await change([
    { op: 'account.assign', account: assigned, template },
    { op: 'account.tag', account: tagged, add: ['vip', 'beta'] },
    { op: 'account.override', account: both, set: { payments: 'off' }, note: 'Risk', expiresAt },
    { op: 'account.tag', account: both, add: ['vip'] },
  ]);

  const states = await all();
  expect(states.has(plain ?? '')).toBe(false);
  const nothing = { revision: 1, template: null, tags: [], overrides: {} };
  expect(states.get(assigned ?? '')).toEqual({ ...nothing, account: assigned, template });
  expect(states.get(tagged ?? '')?.tags).toEqual(['beta', 'vip']);
  expect(states.get(both ?? '')?.overrides).toEqual({
    payments: { setting: 'off', note: 'Risk', expiresAt },
  });

  await change([{ op: 'account.tag', account: both, remove: ['vip'] }]);
  expect((await all(later(2 * MINUTE))).has(both ?? '')).toBe(false);
});

test('accounts that are named, whatever they have; unknown ones are left out', async () => {
  const id = await newAccount();
  const query = accountStatesQuery.parse({ accounts: `${id},acct_1Unknown` });
  const { data, nextCursor } = await listAccountStates(as('support'), query);
  expect(data).toEqual([{ account: id, revision: 0, template: null, tags: [], overrides: {} }]);
  expect(nextCursor).toBeNull();
  expect(accountStatesQuery.safeParse({ accounts: 'shop' }).success).toBe(false);
  expect(accountStatesQuery.safeParse({ accounts: Array(101).fill(id).join() }).success).toBe(
    false,
  );
});
