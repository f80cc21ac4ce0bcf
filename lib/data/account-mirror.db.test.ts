import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  as,
  change,
  factsOf,
  later,
  MINUTE,
  NOW,
  newAccount,
  newAccountId,
  newTemplate,
  patientDatabase,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { saveAccount } from './account-mirror';
import { getAccount } from './accounts';

beforeAll(patientDatabase);

const rules = (list: object[], fallback = 'base') =>
  change([{ op: 'rules.replace', rules: list, default: fallback }]);
afterEach(() => rules([]));

const german = { when: { country: ['DE'] }, template: '' };

/** The trait history of an account, first to last. */
const traitsOf = (id: string) =>
  query<{ revision: number; traits: Record<string, unknown>; valid_from: Date }>(
    'SELECT revision, traits, valid_from FROM account_traits WHERE account_id = $1 ORDER BY revision',
    [id],
  );

/** The same facts with something in the traits that differs. */
const differing = (facts: AccountFacts, traits: Partial<AccountFacts['traits']>) => ({
  ...facts,
  traits: { ...facts.traits, ...traits },
});

describe('an account that is new', () => {
  test('is kept with all that Stripe says, and its traits begin', async () => {
    const facts = factsOf({
      name: "O'Hara & Söhne 🚲",
      defaultCurrency: 'eur',
      traits: { country: 'DE', capabilities: { transfers: 'active', x: 'pending' } },
    });
    const added = await rowsAddedBy(() => saveAccount(facts, later(MINUTE)));
    expect(added).toEqual({ account: 1, account_traits: 1 });
    expect(await query('SELECT * FROM account WHERE id = $1', [facts.id])).toEqual([
      {
        id: facts.id,
        name: "O'Hara & Söhne 🚲",
        email: facts.traits.email,
        country: 'DE',
        default_currency: 'eur',
        dashboard_type: 'express',
        losses_payments: 'application',
        requirement_collection: 'stripe',
        fees_payer: 'application',
        capabilities: { transfers: 'active', x: 'pending' },
        tags: [],
        details_submitted: true,
        payout_interval: 'daily',
        stripe_created_at: NOW,
        synced_at: later(MINUTE),
        disconnected_at: null,
        connection_event_at: null,
        disconnection_seen_at: null,
        drifting: false,
        lasting_overrides: false,
        last_expiry_at: null,
        overrides_key: null,
        policy_revision: 0,
        assigned_template_key: null,
        template_key: 'base',
        assigned_by: 'default',
        ceiling_class: 0,
      },
    ]);
    expect(await traitsOf(facts.id)).toEqual([
      { revision: 1, traits: { ...facts.traits, tags: [] }, valid_from: later(MINUTE) },
    ]);
  });

  test('gets the template that the rules give it', async () => {
    const template = await newTemplate();
    const fallback = await newTemplate();
    await rules([{ ...german, template }], fallback);
    const assignment = async (country: string) =>
      (await getAccount(as('support'), { id: await newAccount({ traits: { country } }) }))
        .assignment;
    expect(await assignment('DE')).toMatchObject({ template, by: 'rule', explicit: null });
    expect(await assignment('FR')).toMatchObject({
      template: fallback,
      by: 'default',
      explicit: null,
    });
  });

  test('may have nothing but an id', async () => {
    const facts = factsOf({
      defaultCurrency: null,
      createdAt: null,
      traits: {
        email: null,
        country: null,
        dashboardType: null,
        lossesPayments: null,
        requirementCollection: null,
        feesPayer: null,
        capabilities: {},
        payoutInterval: null,
        detailsSubmitted: false,
      },
    });
    await saveAccount(facts, NOW);
    expect(await getAccount(as('support'), { id: facts.id })).toMatchObject({
      controller: 'other',
      email: null,
      country: null,
      stripeCreatedAt: null,
    });
  });
});

describe('an account that is known', () => {
  test('keeps tags, assignment, overrides and revision', async () => {
    const template = await newTemplate();
    const facts = factsOf({ name: 'Before' });
    await saveAccount(facts, NOW);
    await query(`UPDATE account SET tags = '{vip,beta}' WHERE id = $1`, [facts.id]);
    await change([
      { op: 'account.assign', account: facts.id, template },
      { op: 'account.override', account: facts.id, set: { payments: 'on' }, note: 'Kept' },
    ]);
    await saveAccount({ ...differing(facts, { country: 'FR' }), name: 'After' }, later(MINUTE));
    expect(await getAccount(as('support'), { id: facts.id })).toMatchObject({
      name: 'After',
      country: 'FR',
      tags: ['vip', 'beta'],
      revision: 1,
      assignment: { template, by: 'explicit', explicit: template },
      overrides: [{ cell: 'payments', setting: 'on', note: 'Kept' }],
    });
  });

  test('is given another template where the rules see a difference', async () => {
    const template = await newTemplate();
    await rules([
      { ...german, template },
      { when: { tag: ['vip'] }, template: 'base' },
    ]);
    const facts = factsOf({ traits: { country: 'US' } });
    const assignment = async () => {
      const account = await getAccount(as('support'), { id: facts.id });
      return [account.assignment.template, account.assignment.by];
    };
    await saveAccount(facts, NOW);
    expect(await assignment()).toEqual(['base', 'default']);
    await saveAccount(differing(facts, { country: 'DE' }), NOW);
    expect(await assignment()).toEqual([template, 'rule']);
    await query(`UPDATE account SET tags = '{vip}' WHERE id = $1`, [facts.id]);
    await saveAccount(facts, NOW);
    expect(await assignment()).toEqual(['base', 'rule']);
  });

  test('gets a line of history where its traits differ, and only there', async () => {
    const capabilities = { a: 'active', b: 'pending' };
    const facts = factsOf({ traits: { capabilities } });
    await saveAccount(facts, NOW);
    await saveAccount(facts, later(1));
    await saveAccount(differing(facts, { capabilities: { b: 'pending', a: 'active' } }), later(2));
    await saveAccount({ ...facts, name: 'Renamed', defaultCurrency: 'chf' }, later(3));
    expect(await traitsOf(facts.id)).toHaveLength(1);

    await saveAccount(differing(facts, { capabilities: { a: 'active' } }), later(4));
    await saveAccount(facts, later(5));
    await saveAccount(differing(facts, { payoutInterval: 'manual' }), later(6));
    const history = await traitsOf(facts.id);
    expect(history.map((row) => [row.revision, row.valid_from.getTime() - NOW.getTime()])).toEqual([
      [1, 0],
      [2, 4],
      [3, 5],
      [4, 6],
    ]);
    expect(history[1]?.traits.capabilities).toEqual({ a: 'active' });
    expect(history[2]?.traits).toEqual(history[0]?.traits);
  });

  test('that was disconnected is connected again, for Stripe has answered for it', async () => {
    const facts = factsOf();
    await saveAccount(facts, NOW);
    await query('UPDATE account SET disconnected_at = $2 WHERE id = $1', [facts.id, NOW]);
    await saveAccount(facts, later(MINUTE));
    expect(await getAccount(as('support'), { id: facts.id })).toMatchObject({
      disconnectedAt: null,
      syncedAt: later(MINUTE).toISOString(),
    });
  });
});

describe('at once', () => {
  test('twenty saves of a new account make one account with one line of history', async () => {
    const facts = factsOf();
    const added = await rowsAddedBy(() =>
      Promise.all(Array.from({ length: 20 }, () => saveAccount(facts, NOW))),
    );
    expect(added).toEqual({ account: 1, account_traits: 1 });
  });

  test('saves that differ leave a history that ends with what is kept', async () => {
    const facts = factsOf();
    const countries = ['DE', 'FR', 'US', 'GB', 'IE', 'NL', 'ES', 'IT'];
    await Promise.all(countries.map((country) => saveAccount(differing(facts, { country }), NOW)));
    const history = await traitsOf(facts.id);
    expect(history.map(({ revision }) => revision)).toEqual(countries.map((_, index) => index + 1));
    const { country } = await getAccount(as('support'), { id: facts.id });
    expect(history.at(-1)?.traits.country).toBe(country);
  });

  test('a save and a change of the rules agree on the template in the end', async () => {
    const template = await newTemplate();
    for (let round = 0; round < 10; round += 1) {
      const id = newAccountId();
      const gives = round % 2 === 0;
      await Promise.all([
        rules(gives ? [{ ...german, template }] : []),
        saveAccount(factsOf({ id, traits: { country: 'DE' } }), NOW),
      ]);
      const { assignment } = await getAccount(as('support'), { id });
      expect(assignment.template).toBe(gives ? template : 'base');
    }
  });
});
