import { describe, expect, it } from 'vitest';
import { overrideOf, traitsOf } from '@/lib/domain/testing/fixtures';
import { differingFacts } from './compare-facts';
import { accountSubject, templateSubject } from './testing/subjects';

const base = templateSubject('base', { payments: 'on' });
const retail = templateSubject('retail', {}, base);

describe('what differs beside the cells', () => {
  it('is nothing between an account and itself', () => {
    const account = accountSubject(base, [overrideOf('payments', 'off')]);
    expect(differingFacts(account, account)).toEqual([]);
    expect(differingFacts(retail, retail)).toEqual([]);
  });

  it('names what Stripe’s limits and defaults read of two accounts', () => {
    const treasury = traitsOf('custom', {
      country: 'DE',
      capabilities: { treasury: 'pending' },
      tags: ['vip', 'beta'],
    });
    const facts = differingFacts(
      accountSubject(base),
      accountSubject(retail, [], treasury, 'acct_2Fixture'),
    );
    const byName = new Map(facts.map(({ name, left, right }) => [name, [left, right]]));
    expect(Object.fromEntries(byName)).toEqual({
      Template: [['Base, assigned'], ['Retail, assigned']],
      Country: [['United States'], ['Germany']],
      'Collects requirements': [['Stripe'], ['Platform']],
      'Treasury capability': [['Not requested'], ['Pending']],
      Tags: [[], ['beta', 'vip']],
    });
  });

  it('names overrides that expire, and leaves out those that have', () => {
    const at = (time: string) => ({ expiresAt: new Date(time) });
    const account = accountSubject(base, [
      overrideOf('payments', 'off', at('2026-11-24T12:00:00.000Z')),
      overrideOf('payouts', 'on', at('2026-11-20T12:00:00.000Z')),
      overrideOf('documents', 'on'),
    ]);
    const other = accountSubject(base, [], undefined, 'acct_2Fixture');
    expect(differingFacts(account, other)).toEqual([
      { name: 'Expiring overrides', left: ['Payments: off, 3 d left'], right: [] },
    ]);
  });

  it('says of an account beside a template what is left out, on either side', () => {
    const account = accountSubject(base, [overrideOf('payments', 'off')]);
    const overrides = { name: 'Overrides', left: ['1 in force'], right: ['Left out'] };
    expect(differingFacts(account, base)).toEqual([overrides]);
    expect(differingFacts(retail, account)).toEqual([
      { name: 'Template', left: ['Retail'], right: ['Base, assigned'] },
      { name: 'Overrides', left: ['Left out'], right: ['1 in force'] },
    ]);
  });

  it('says what two templates stand on', () => {
    expect(differingFacts(retail, base)).toEqual([{ name: 'Extends', left: ['Base'], right: [] }]);
  });
});
