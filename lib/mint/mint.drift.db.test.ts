import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  change,
  emulator,
  importAccount,
  importAllAccounts,
  mintsSettled,
  newTemplate,
  query,
} from '@/e2e/support/verbs';
import { CELLS, type CellRef } from '@/lib/domain/cells';
import type { Drift } from '@/lib/domain/predict';
import { mint } from './mint';
import { byMachine, lastMint } from './testing/mints';

const EXPRESS = 'acct_1NkDjjJyhOZfPCWt';

let accounts: string[];

beforeAll(async () => {
  accounts = await importAllAccounts();
});
beforeEach(() => emulator.reset());

/** What the last mint of an account recorded as drift. */
async function driftOf(account: string): Promise<Drift[]> {
  const { detail } = (await lastMint(account)) as { detail: { drift: Drift[] } };
  return detail.drift;
}

const ALL_ON = (ref: CellRef) => (ref.feature === null ? 'on' : undefined);

/** Templates that try the catalog against the emulator's own table in different ways. */
const RICH: [name: string, says: (ref: CellRef, index: number) => 'on' | 'off' | undefined][] = [
  ['every component, and Stripe’s defaults', ALL_ON],
  ['every cell on', () => 'on'],
  ['every component, and every feature off', ({ feature }) => (feature === null ? 'on' : 'off')],
  [
    'every component, and features on and off by turns',
    (ref, index) => ALL_ON(ref) ?? (['on', 'off', undefined] as const)[index % 3],
  ],
  ['every other cell', (_ref, index) => (index % 2 === 0 ? 'on' : undefined)],
];

describe('on every kind of account Stripe answers what was predicted', () => {
  test.each(RICH)('with %s', async (_name, says) => {
    const set = Object.fromEntries(
      CELLS.flatMap((ref, index) => {
        const setting = says(ref, index);
        return setting ? [[ref.cell, setting] as const] : [];
      }),
    );
    const template = await newTemplate(set);
    await change([{ op: 'rules.replace', rules: [], default: template }]);
    const [last] = await query<{ id: string }>('SELECT max(id) AS id FROM audit_entry');
    for (const account of accounts) await mint(byMachine(), { account });
    await mintsSettled();
    const outcomes = await query(
      `SELECT subject_id, result, detail -> 'drift' AS drift
       FROM audit_entry JOIN audit_outcome ON entry_id = id WHERE id > $1`,
      [last?.id],
    );
    expect(outcomes).toHaveLength(accounts.length);
    expect(outcomes.filter(({ result }) => result !== 'succeeded')).toEqual([]);
    const drifted = outcomes.filter(({ drift }) => JSON.stringify(drift) !== '[]');
    expect(drifted).toEqual([]);
    expect(await emulator.sessionRequests()).toHaveLength(accounts.length);
  });

  test('of which there are some forty', () => {
    expect(accounts.length).toBeGreaterThanOrEqual(40);
  });
});

describe('where the account is another than the mirror thinks', () => {
  beforeAll(async () => {
    const template = await newTemplate({ payouts: 'on' });
    await change([{ op: 'rules.replace', rules: [], default: template }]);
  });

  test('the session is answered, and the difference is recorded cell by cell', async () => {
    await importAccount(EXPRESS);
    await emulator.patchAccount(EXPRESS, { controller: { losses: { payments: 'stripe' } } });
    const session = await mint(byMachine(), { account: EXPRESS });
    expect(session.components.payouts.features.instant_payouts).toBe(true);
    const ofPayouts = (component: string, feature: string) => ({
      cell: `${component}.${feature}`,
      predicted: false,
      answered: true,
    });
    const features = ['edit_payout_schedule', 'instant_payouts', 'standard_payouts'];
    expect(await driftOf(EXPRESS)).toEqual([
      ...features.map((feature) => ofPayouts('balances', feature)),
      ofPayouts('instant_payouts_promotion', 'instant_payouts'),
      ...features.map((feature) => ofPayouts('payouts', feature)),
    ]);
  });

  test('the difference is gone once the mirror has caught up', async () => {
    await emulator.patchAccount(EXPRESS, { controller: { losses: { payments: 'stripe' } } });
    await importAccount(EXPRESS);
    await mint(byMachine(), { account: EXPRESS });
    expect(await driftOf(EXPRESS)).toEqual([]);
  });
});
