import fc from 'fast-check';
import { expect, test } from 'vitest';
import { as, asSystem, change, later, MINUTE, newAccount, query } from '@/e2e/support/verbs';
import { listAccounts } from '../accounts';
import { expireOverrides } from './due';

// What lists and impacts ask of overrides stands in the account's own row; the overrides themselves are the truth.

const CELLS = ['payments', 'payouts', 'balances', 'documents'];

const anyStep = fc.record({
  account: fc.nat(2),
  cells: fc.uniqueArray(fc.constantFrom(...CELLS), { minLength: 1, maxLength: 3 }),
  setting: fc.constantFrom('on', 'off', 'inherit'),
  lasts: fc.option(fc.integer({ min: 1, max: 6 })),
  ends: fc.boolean(),
});

const IN_FORCE = `SELECT DISTINCT account_id AS id FROM override
  WHERE expires_at IS NULL OR expires_at > $1 ORDER BY 1`;
const EXPIRING = 'SELECT DISTINCT account_id AS id FROM override WHERE expires_at > $1 ORDER BY 1';
/** Accounts of which the own row says otherwise than their overrides. */
const OUT_OF_STEP = `
  SELECT a.id FROM account a LEFT JOIN (
    SELECT account_id, bool_or(expires_at IS NULL) AS lasting, max(expires_at) AS last FROM override GROUP BY 1
  ) o ON account_id = id
  WHERE (lasting_overrides, last_expiry_at, overrides_key IS NOT NULL)
    IS DISTINCT FROM (coalesce(lasting, false), last, account_id IS NOT NULL)`;

/** Pairs of accounts with the same key and other overrides, or the other way round. */
const TOLD_WRONG = `
  WITH said AS (
    SELECT id, overrides_key AS key, ARRAY(
      SELECT ROW (cell, setting, expires_at)::text FROM override WHERE account_id = id ORDER BY cell
    ) AS overrides FROM account
  )
  SELECT a.id, b.id AS other FROM said a JOIN said b ON a.id < b.id
  WHERE (a.key IS NOT DISTINCT FROM b.key) <> (a.overrides = b.overrides)`;

const HAVE_SOME = 'SELECT count(*)::int AS n FROM override';

async function expectListed(now: Date): Promise<void> {
  const listed = async (filter: { deviating?: boolean; expiring?: boolean }) =>
    (await listAccounts(as('support', now), { ...filter, limit: 200 })).data
      .map(({ id }) => ({ id }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(await listed({ deviating: true })).toEqual(await query(IN_FORCE, [now]));
  expect(await listed({ expiring: true })).toEqual(await query(EXPIRING, [now]));
}

test('an account’s row says of its overrides what lists and impacts ask, whatever was saved and when it ends', async () => {
  const accounts = [await newAccount(), await newAccount(), await newAccount()];
  let minutes = 0;
  let most = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const { account, cells, setting, lasts, ends } of steps) {
        minutes += 1;
        const now = later(minutes * MINUTE);
        const edit = {
          op: 'account.override',
          account: accounts[account],
          set: Object.fromEntries(cells.map((cell) => [cell, setting])),
          expiresAt:
            lasts === null || setting === 'inherit'
              ? null
              : later((minutes + lasts) * MINUTE).toISOString(),
        };
        await change([edit], { context: as('operator', now) });
        if (ends) await expireOverrides(asSystem(now), undefined);
        expect(await query(OUT_OF_STEP)).toEqual([]);
        expect(await query(TOLD_WRONG)).toEqual([]);
        const [{ n } = { n: 0 }] = await query<{ n: number }>(HAVE_SOME);
        most = Math.max(most, n);
        for (const after of [0, 1, 3, 7]) await expectListed(later((minutes + after) * MINUTE));
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(most).toBeGreaterThan(3);
}, 120_000);
