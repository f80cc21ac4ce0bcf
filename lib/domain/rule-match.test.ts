import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, matches, tryRules, verdictsOf } from './rule-match';
import type { Rule } from './rules';
import { traitsOf } from './testing/fixtures';

const shop = traitsOf('express', {
  country: 'DE',
  email: 'Owner@Shop.Example',
  tags: ['vip'],
  capabilities: { transfers: 'active', treasury: 'pending' },
});

describe('the verdicts of a rule', () => {
  it('say of each condition what it asks for and what the account has', () => {
    const when = {
      country: ['FR', 'NL'],
      controller: ['express'],
      capability: ['treasury'],
      tag: ['vip', 'beta'],
      emailDomain: ['shop.example'],
    } as const;
    const said = verdictsOf(
      {
        country: [...when.country],
        controller: [...when.controller],
        capability: [...when.capability],
        tag: [...when.tag],
        emailDomain: [...when.emailDomain],
      },
      shop,
    ).map(({ condition, holds, actual }) => [condition, holds, actual]);
    expect(said).toEqual([
      ['country', false, ['DE']],
      ['controller', true, ['express']],
      ['capability', false, ['transfers']],
      ['tag', true, ['vip']],
      ['emailDomain', true, ['shop.example']],
    ]);
  });

  it('have nothing to compare with where the account has nothing', () => {
    const nobody = { ...shop, country: null, email: null };
    const verdicts = verdictsOf({ country: ['DE'], emailDomain: ['shop.example'] }, nobody);
    expect(verdicts.map(({ holds, actual }) => [holds, actual])).toEqual([
      [false, []],
      [false, []],
    ]);
  });
});

describe('trying rules on an account', () => {
  const rules: Rule[] = [
    { when: { country: ['FR'] }, template: 'a' },
    { when: { tag: ['vip'] }, template: 'b' },
    { when: { controller: ['express'] }, template: 'c' },
  ];

  it('says which one takes it and which others would have', () => {
    expect(tryRules(rules, shop).map(({ template, verdict }) => [template, verdict])).toEqual([
      ['a', 'does_not_match'],
      ['b', 'takes'],
      ['c', 'matches_later'],
    ]);
  });

  it('agrees with the assignment, whatever the rules and the account', () => {
    const anyRule = fc.record({
      when: fc.oneof(
        fc.record({ country: fc.subarray(['DE', 'FR'], { minLength: 1 }) }),
        fc.record({ tag: fc.subarray(['vip', 'beta'], { minLength: 1 }) }),
        fc.record({
          country: fc.subarray(['DE', 'FR'], { minLength: 1 }),
          tag: fc.subarray(['vip', 'beta'], { minLength: 1 }),
        }),
      ),
      template: fc.constantFrom('a', 'b', 'c'),
    });
    const anyTraits = fc.record({
      country: fc.constantFrom(null, 'DE', 'FR', 'US'),
      tags: fc.subarray(['vip', 'beta']),
    });
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 5 }), anyTraits, (drawn, some) => {
        const traits = { ...shop, ...some };
        const tried = tryRules(drawn, traits);
        const taken = tried.filter(({ verdict }) => verdict === 'takes');
        const { template, by } = assign(null, { rules: drawn, default: 'none' }, traits);
        expect(taken.length).toBe(by === 'rule' ? 1 : 0);
        expect(taken[0]?.template ?? 'none').toBe(template);
        expect(tried.map(({ verdict }) => verdict !== 'does_not_match')).toEqual(
          drawn.map(({ when }) => matches(when, traits)),
        );
      }),
    );
  });
});
