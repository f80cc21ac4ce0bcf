import { beforeAll, describe, expect, test } from 'vitest';
import { as, change, later, MINUTE, NOW, newAccount, newTemplate } from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import { CELLS, findCell } from '@/lib/domain/cells';
import { decisionOf } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import { countAccounts, listAccounts } from './accounts';
import { getOverview } from './overview';
import { readPolicyInput } from './policy-input';

const AUTHENTICATION = 'disable_stripe_user_authentication';

const CAPABILITIES: Record<string, string>[] = [{}, { treasury: 'active', card_issuing: 'active' }];

/** Accounts of every class that the ceiling tells apart, on templates that it limits somewhere. */
beforeAll(async () => {
  const plain = await newTemplate();
  const wide = await newTemplate({
    payments: 'on',
    payouts: 'on',
    'payouts.external_account_collection': 'off',
    'payments.dispute_management': 'off',
    'payments.smart_disputes_management': 'on',
    financial_account: 'on',
    issuing_card: 'on',
  });
  const signed = await newTemplate(
    { [`payouts.${AUTHENTICATION}`]: 'on', [`account_management.${AUTHENTICATION}`]: 'on' },
    wide,
  );
  const accounts: string[] = [];
  for (const template of [plain, wide, signed]) {
    for (const requirementCollection of ['application', 'stripe']) {
      for (const capabilities of CAPABILITIES) {
        for (let copy = 0; copy < 3; copy += 1) {
          const account = await newAccount({ traits: { requirementCollection, capabilities } });
          await change([{ op: 'account.assign', account, template }]);
          accounts.push(account);
        }
      }
    }
  }
  const override = (account: string | undefined, set: object, expiresAt: Date | null = null) => ({
    op: 'account.override',
    account,
    set,
    expiresAt: expiresAt?.toISOString() ?? null,
  });
  const every = (step: number) => accounts.filter((_, index) => index % step === 0);
  await change(every(4).map((id) => override(id, { account_management: 'on' })));
  await change(every(5).map((id) => override(id, { 'payments.dispute_management': 'on' })));
  await change(
    every(3).map((id) => override(id, { [`payouts.${AUTHENTICATION}`]: 'on', payouts: 'on' })),
  );
  await change(
    every(7).map((id) =>
      override(id, { 'payouts.external_account_collection': 'on' }, later(MINUTE)),
    ),
  );
  await change(every(6).map((id) => override(id, { documents: 'off' })));
});

/** The accounts that are limited at each cell, by resolving one after another. */
async function byResolution(at: Date): Promise<Map<string, string[]>> {
  const limited = new Map<string, string[]>();
  for (const { id } of await db().account.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })) {
    const current = await readPolicyInput(id, at);
    if (!current) throw new Error(`The account ${id} has gone.`);
    const policy = resolve(current.input);
    for (const { cell } of policy.ceilings) {
      const ref = findCell(cell);
      const decision = ref && decisionOf(policy, ref.component, ref.feature);
      if (decision?.lost[0]?.layer === 'stripe_default') continue;
      limited.set(cell, [...(limited.get(cell) ?? []), id]);
    }
  }
  return limited;
}

/** All that a filter finds, page by page. */
async function found(limited: string, limit: number, now: Date): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listAccounts(as('support', now), {
      limited,
      limit,
      ...(cursor && { cursor }),
    });
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}

describe.each([
  ['now', NOW],
  ['when an override has expired', later(MINUTE)],
])('limited accounts, %s,', (_when, now) => {
  test('are those of which their resolved policy says so, cell by cell', async () => {
    const expected = await byResolution(now);
    expect(expected.size).toBeGreaterThan(5);
    for (const { cell } of CELLS) {
      const ids = expected.get(cell) ?? [];
      for (const limit of ids.length > 0 ? [200, 4, 1] : [200]) {
        expect([cell, await found(cell, limit, now)]).toEqual([cell, ids]);
      }
      const { accounts, capped } = await countAccounts(as('support', now), { limited: cell });
      expect([cell, accounts, capped]).toEqual([cell, ids.length, false]);
    }
  });

  test('are as many as the overview counts', async () => {
    const { ceilings } = await getOverview(as('support', now), undefined);
    expect(ceilings.length).toBeGreaterThan(3);
    for (const { cell } of ceilings) {
      const counted = ceilings.filter((ceiling) => ceiling.cell === cell);
      const { accounts } = await countAccounts(as('support', now), { limited: cell });
      expect(counted.reduce((sum, ceiling) => sum + ceiling.accounts, 0)).toBe(accounts);
    }
  });
});

test('may be narrowed further, and nothing is limited at a cell that there is not', async () => {
  const limited = 'payouts.external_account_collection';
  const all = await found(limited, 200, NOW);
  const { data } = await listAccounts(as('support'), { limited, deviating: true });
  const ids = data.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.length).toBeLessThan(all.length);
  expect(all).toEqual(expect.arrayContaining(ids));
  expect(await found('payments.nothing', 200, NOW)).toEqual([]);
  expect(await countAccounts(as('support'), { limited: 'nothing' })).toMatchObject({ accounts: 0 });
});
