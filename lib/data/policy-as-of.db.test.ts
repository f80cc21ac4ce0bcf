import { describe, expect, test } from 'vitest';
import { as, change, factsOf, failure, later, NOW, newTemplate, SECOND } from '@/e2e/support/verbs';
import { saveAccount } from './account-mirror';
import { getPolicy } from './policy';

/** What happens to the account, a second after one another, of every kind that decides its policy. */
async function history() {
  const facts = factsOf({ traits: { country: 'DE' } });
  const account = facts.id;
  const parent = await newTemplate({ payments: 'on' });
  const template = await newTemplate({}, parent);
  const other = await newTemplate({ documents: 'on' });
  const set = (key: string, cells: object) => ({ op: 'template.update', key, set: cells });
  const override = (cells: object, more: object = {}) => ({
    op: 'account.override',
    account,
    set: cells,
    ...more,
  });
  const rules = (list: object[], fallback: string) => ({
    op: 'rules.replace',
    rules: list,
    default: fallback,
  });
  const changes: object[][] = [
    [rules([], template)],
    [set(parent, { payouts: 'on', payments: 'off' })],
    [override({ payouts: 'off' }, { note: 'Risk' })],
    [override({ balances: 'on' }, { expiresAt: later(6 * SECOND).toISOString() })],
    [rules([{ when: { country: ['DE'] }, template: other }], template)],
    [set(template, { tax_settings: 'on' }), { op: 'account.assign', account, template }],
    [{ op: 'template.update', key: template, extends: other }],
    [override({ payouts: 'inherit' })],
    [{ op: 'account.assign', account, template: null }, rules([], 'base')],
  ];
  await saveAccount(facts, NOW);
  const steps = changes.map((edits) => async (now: Date) => {
    await change(edits, { context: as('operator', now) });
  });
  steps.splice(5, 0, (now) =>
    saveAccount({ ...facts, traits: { ...facts.traits, lossesPayments: 'stripe' } }, now),
  );
  return { account, steps };
}

describe('a policy as of a past moment', () => {
  test('is what it was then, for every kind of change', async () => {
    const { account, steps } = await history();
    const seen: { at: Date; policy: unknown }[] = [];
    const look = async (at: Date) => {
      seen.push({ at, policy: await getPolicy(as('support', at), { account }) });
    };
    await look(NOW);
    for (const [index, step] of steps.entries()) {
      const at = later((index + 1) * SECOND);
      await step(at);
      await look(at);
      await look(new Date(at.getTime() + SECOND - 1));
    }
    const now = later(60 * SECOND);
    for (const { at, policy } of seen) {
      expect(await getPolicy(as('support', now), { account, at })).toEqual(policy);
    }
    const states = seen.map(({ policy }) => JSON.stringify({ ...(policy as object), at: null }));
    expect(new Set(states).size).toBeGreaterThan(steps.length);
  });

  test('is not known of a time to come, or before the account was there', async () => {
    const { account } = await history();
    const asked = (ms: number) =>
      failure(getPolicy(as('support', later(SECOND)), { account, at: later(ms) }));
    expect(await asked(SECOND + 1)).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/at' }],
    });
    expect((await asked(-1)).code).toBe('account_not_found');
    expect((await asked(-1_000_000_000_000)).code).toMatch(/account_not_found|invalid_request/);
  });
});
