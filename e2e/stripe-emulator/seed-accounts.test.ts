import { describe, expect, it } from 'vitest';
import { countries } from './countries';
import { seedAccounts } from './seed-accounts';
import { exampleAccount } from './test-support';

describe('the seed', () => {
  const accounts = seedAccounts();
  const count = (of: (account: (typeof accounts)[number]) => unknown) => new Set(accounts.map(of));

  it('is the same each time, with ids of Stripe’s form', () => {
    expect(seedAccounts()).toEqual(accounts);
    expect(accounts.length).toBeGreaterThanOrEqual(40);
    expect(count(({ id }) => id).size).toBe(accounts.length);
    for (const { id, country } of accounts) {
      expect(id).toMatch(/^acct_[0-9A-Za-z]{16}$/);
      expect(countries.has(country)).toBe(true);
    }
  });

  it('has every kind of account', () => {
    expect(count((one) => one.type)).toEqual(new Set(['custom', 'express', 'standard', 'none']));
    expect(count((one) => one.settings.payouts.schedule.interval)).toEqual(
      new Set(['manual', 'daily', 'weekly', 'monthly']),
    );
    expect(count((one) => one.details_submitted).size).toBe(2);
    expect(count((one) => one.country).size).toBeGreaterThan(25);
    for (const name of ['card_payments', 'transfers', 'treasury', 'card_issuing']) {
      const states = count((one) => one.capabilities[name]);
      expect([...states]).toEqual(expect.arrayContaining(['active', 'inactive', 'pending']));
    }
    const known = ['application', 'stripe'];
    expect(accounts.some(({ controller }) => !known.includes(controller.losses.payments))).toBe(
      true,
    );
  });

  it('invents its addresses', () => {
    for (const { email, business_profile } of accounts) {
      expect(email ?? 'a@b.example').toMatch(/^[^@]+@[a-z0-9-]+\.example$/);
      expect(business_profile.url ?? 'https://b.example').toMatch(/\.example$/);
    }
  });

  it('knows the account of the documented example', () => {
    const { controller, capabilities } = accounts.find(({ id }) => id === exampleAccount) ?? {};
    expect(controller).toMatchObject({
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'express' },
    });
    expect(capabilities).not.toHaveProperty('treasury');
    expect(capabilities).not.toHaveProperty('card_issuing');
  });
});
