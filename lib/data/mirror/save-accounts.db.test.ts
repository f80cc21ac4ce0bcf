import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  change,
  factsOf,
  later,
  MINUTE,
  NOW,
  newAccountId,
  newTemplate,
  patientDatabase,
  query,
} from '@/e2e/support/verbs';
import { type Db, db } from '@/lib/db';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { saveAccount, saveAccounts } from '../account-mirror';
import { saveAccountsIn } from './save-accounts';

beforeAll(patientDatabase);

let template: string;
beforeAll(async () => {
  template = await newTemplate({ payments: 'on', issuing_card: 'on' });
  const rules = [
    { when: { country: ['DE'] }, template },
    { when: { capability: ['treasury'] }, template },
  ];
  await change([{ op: 'rules.replace', rules, default: 'base' }]);
});

const status = fc.constantFrom('active', 'pending', 'inactive');
const word = fc.constantFrom('application', 'stripe', null);

const facts = fc.record({
  name: fc.constantFrom("O'Hara", 'Söhne 🚲', '50% "off" \\ {x}'),
  defaultCurrency: fc.constantFrom('eur', 'usd', null),
  createdAt: fc.constantFrom(NOW, null),
  traits: fc.record({
    email: fc.constantFrom('a@b.example', null),
    country: fc.constantFrom('DE', 'FR', null),
    dashboardType: fc.constantFrom('none', 'express', null),
    lossesPayments: word,
    requirementCollection: word,
    feesPayer: word,
    capabilities: fc.dictionary(fc.constantFrom('treasury', 'card_issuing', 'transfers'), status),
    detailsSubmitted: fc.boolean(),
    payoutInterval: fc.constantFrom('daily', 'manual', null),
  }),
});

/** Rounds in which Stripe says something of each account, at a moment that may lie before the last. */
const rounds = fc.array(
  fc.record({
    askedAt: fc.integer({ min: 0, max: 5 }),
    said: fc.array(facts, { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const SHARED = `name, email, country, default_currency, dashboard_type, losses_payments,
  requirement_collection, fees_payer, capabilities, tags, details_submitted, payout_interval,
  stripe_created_at, synced_at, disconnected_at, template_key, assigned_by::text,
  assigned_template_key, ceiling_class`;

/** All that is kept of some accounts, in their order, but for their ids. */
async function kept(ids: readonly string[]) {
  const of = (sql: string) => query(sql, [ids]);
  return {
    accounts: await of(
      `SELECT ${SHARED} FROM account WHERE id = ANY($1) ORDER BY array_position($1, id)`,
    ),
    traits: await of(
      `SELECT revision, traits, valid_from FROM account_traits WHERE account_id = ANY($1)
       ORDER BY array_position($1, account_id), revision`,
    ),
    audit: await of(
      `SELECT action, actor_kind, at, before, after FROM audit_entry WHERE subject_id = ANY($1)
       ORDER BY array_position($1, subject_id), id`,
    ),
  };
}

test('a page saved at once is kept as its accounts saved one by one', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const [single, batch] = [0, 1].map(() => [1, 2, 3, 4].map(newAccountId)) as [
        string[],
        string[],
      ];
      for (const { askedAt, said } of all) {
        const at = later(askedAt * MINUTE);
        const page = (ids: readonly string[]) =>
          said.map((one, index): AccountFacts => ({ ...one, id: ids[index] ?? '' }));
        for (const one of page(single)) await saveAccount(one, at);
        await saveAccounts(page(batch), { askedAt: at, requestId: 'test-batch', now: at });
      }
      expect(await kept(batch)).toEqual(await kept(single));
    }),
    { numRuns: 10 },
  );
}, 120_000);

describe('a page', () => {
  const saving = { askedAt: NOW, requestId: 'test-page', now: NOW };

  test('of nothing is nothing', async () => {
    expect(await saveAccounts([], saving)).toEqual({ accounts: 0, added: 0, changed: 0 });
  });

  test('that has an account twice keeps what stands last', async () => {
    const first = factsOf({ name: 'First' });
    await saveAccounts([first, { ...first, name: 'Last' }], saving);
    expect(await query('SELECT name FROM account WHERE id = $1', [first.id])).toEqual([
      { name: 'Last' },
    ]);
  });

  test('takes as many statements for a hundred accounts as for one, new or changed', async () => {
    const count = async (accounts: AccountFacts[], askedAt: Date) => {
      let statements = 0;
      const counted = <T extends object>(target: T): T =>
        new Proxy(target, {
          get(of, name) {
            const value: unknown = Reflect.get(of, name);
            if (typeof value === 'object' && value !== null) return counted(value);
            if (typeof value !== 'function') return value;
            return (...args: unknown[]) => {
              statements += 1;
              return value.apply(of, args);
            };
          },
        });
      const save = (tx: Db) => saveAccountsIn(counted(tx), accounts, { ...saving, askedAt });
      await db().$transaction(save);
      return statements;
    };
    const pages = [1, 100].map((size) => Array.from({ length: size }, () => factsOf()));
    const french = (page: AccountFacts[]) =>
      page.map((facts) => ({ ...facts, traits: { ...facts.traits, country: 'FR' } }));
    const [fresh, changed] = [[], []] as [number[], number[]];
    for (const page of pages) fresh.push(await count(page, NOW));
    for (const page of pages) changed.push(await count(french(page), later(MINUTE)));
    expect(fresh[1]).toBe(fresh[0]);
    expect(changed[1]).toBe(changed[0]);
  });

  test('that is older than what is known changes nothing', async () => {
    const facts = factsOf({ name: 'New' });
    await saveAccount(facts, later(MINUTE));
    expect(await saveAccounts([{ ...facts, name: 'Old' }], saving)).toEqual({
      ...{ accounts: 0, added: 0, changed: 0 },
    });
    expect(await query('SELECT name FROM account WHERE id = $1', [facts.id])).toEqual([
      { name: 'New' },
    ]);
  });

  test('asked for before a disconnection was heard of connects nothing; a later one does', async () => {
    const facts = factsOf();
    await saveAccount(facts, NOW);
    await query(
      'UPDATE account SET disconnected_at = $2, disconnection_seen_at = $3 WHERE id = $1',
      [facts.id, later(1_000), later(3_000)],
    );
    const connected = async () =>
      (await query('SELECT disconnected_at AS at FROM account WHERE id = $1', [facts.id]))[0]?.at;
    await saveAccounts([facts], { ...saving, askedAt: later(2_000) });
    expect(await connected()).not.toBeNull();
    await saveAccounts([facts], { ...saving, askedAt: later(4_000) });
    expect(await connected()).toBeNull();
  });
});
