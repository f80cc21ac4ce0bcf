import { describe, expect, it } from 'vitest';
import { assign, emailDomain, matches } from './rule-match';
import { type Rule, type RuleCondition, rule } from './rules';
import { traitsOf } from './testing/fixtures';
import type { Traits } from './traits';

const shop = traitsOf('express', {
  country: 'DE',
  email: 'Owner@Shop.Example',
  tags: ['vip', 'beta'],
  capabilities: { card_payments: 'active', treasury: 'pending', transfers: 'Active' },
});
const blank: Traits = {
  ...shop,
  country: null,
  email: null,
  tags: [],
  capabilities: {},
  dashboardType: null,
  lossesPayments: null,
  requirementCollection: null,
};

describe('matches', () => {
  it.each<[when: RuleCondition, traits: Partial<Traits>, expected: boolean]>([
    [{ country: ['DE'] }, {}, true],
    [{ country: ['FR', 'DE'] }, {}, true],
    [{ country: ['FR'] }, {}, false],
    [{ country: ['DE'] }, { country: 'de' }, false],
    [{ country: ['DE'] }, blank, false],
    [{ controller: ['express'] }, {}, true],
    [{ controller: ['custom', 'standard'] }, {}, false],
    [{ controller: ['custom'] }, traitsOf('custom'), true],
    [{ controller: ['standard'] }, traitsOf('standard'), true],
    [{ controller: ['other'] }, {}, false],
    [{ controller: ['other'] }, blank, true],
    [{ controller: ['other'] }, { dashboardType: 'hologram' }, true],
    [{ controller: ['express'] }, { lossesPayments: 'stripe' }, false],
    [{ capability: ['card_payments'] }, {}, true],
    [{ capability: ['card_issuing', 'card_payments'] }, {}, true],
    [{ capability: ['treasury'] }, {}, false],
    [{ capability: ['transfers'] }, {}, false],
    [{ capability: ['card_issuing'] }, {}, false],
    [{ capability: ['constructor', 'toString'] }, {}, false],
    [{ tag: ['beta'] }, {}, true],
    [{ tag: ['none', 'vip'] }, {}, true],
    [{ tag: ['VIP'] }, {}, false],
    [{ tag: ['vip'] }, blank, false],
    [{ emailDomain: ['shop.example'] }, {}, true],
    [{ emailDomain: ['example', 'shop'] }, {}, false],
    [{ emailDomain: ['shop.example'] }, { email: 'a@b@shop.example' }, true],
    [{ emailDomain: ['shop.example'] }, { email: 'shop.example' }, false],
    [{ emailDomain: ['shop.example'] }, { email: 'a@sub.shop.example' }, false],
    [{ emailDomain: ['shop.example'] }, { email: 'a@shop.example@' }, false],
    [{ emailDomain: ['shop.example'] }, blank, false],
    // Letters that are small letters of ours only to some: the domain is another one.
    [{ emailDomain: ['kiosk.example'] }, { email: 'a@\u212Aiosk.example' }, false],
    [{ emailDomain: ['info.example'] }, { email: 'a@\u0130nfo.example' }, false],
    [{ country: ['DE'], tag: ['vip'], controller: ['express'] }, {}, true],
    [{ country: ['DE'], tag: ['vip'], controller: ['custom'] }, {}, false],
    [{ country: ['FR'], tag: ['vip'] }, {}, false],
  ])('%j on %j: %s', (when, traits, expected) => {
    expect(matches(when, { ...shop, ...traits })).toBe(expected);
  });
});

describe('emailDomain', () => {
  it.each([
    ['A@B.EXAMPLE', 'b.example'],
    ['@b', 'b'],
    ['a@', ''],
    ['nobody', null],
    ['', null],
    [null, null],
  ])('of %j is %j', (email, domain) => {
    expect(emailDomain(email)).toBe(domain);
  });
});

describe('assign', () => {
  const rules: Rule[] = [
    { when: { country: ['FR'] }, template: 'french' },
    { when: { tag: ['vip'] }, template: 'first' },
    { when: { country: ['DE'] }, template: 'second' },
  ];

  it('takes the explicit template before any rule', () => {
    expect(assign('mine', { rules, default: 'base' }, shop)).toEqual({
      template: 'mine',
      by: 'explicit',
    });
  });

  it('takes the first rule that matches, not the narrowest', () => {
    const given = { template: 'first', by: 'rule' };
    expect(assign(null, { rules, default: 'base' }, shop)).toEqual(given);
    const turned = { rules: [...rules].reverse(), default: 'base' };
    expect(assign(null, turned, shop)).toEqual({ template: 'second', by: 'rule' });
  });

  it('takes the default where no rule matches, or there is none', () => {
    const fallback = { template: 'base', by: 'default' };
    expect(assign(null, { rules, default: 'base' }, blank)).toEqual(fallback);
    expect(assign(null, { rules: [], default: 'base' }, shop)).toEqual(fallback);
  });

  it('says that a rule gave it even where that is the default template', () => {
    const same = { rules: [{ when: { tag: ['vip'] }, template: 'base' }], default: 'base' };
    expect(assign(null, same, shop)).toEqual({ template: 'base', by: 'rule' });
  });
});

describe('a rule', () => {
  const fits = (when: object) => rule.safeParse({ when, template: 'base' }).success;

  it.each([
    {},
    { country: [] },
    { country: ['de'] },
    { country: 'DE' },
    { controller: ['legacy'] },
    { capability: ['Card Payments'] },
    { tag: [''] },
    { tag: ['a\u0000b'] },
    { emailDomain: ['Example.com'] },
    { colour: ['blue'] },
    { country: ['DE'], colour: ['blue'] },
  ])('cannot ask for %j', (when) => {
    expect(fits(when)).toBe(false);
  });

  it('needs one condition at least, and no more', () => {
    expect(fits({ country: ['DE'] })).toBe(true);
    expect(fits({ country: ['DE'], emailDomain: ['example.com'], controller: ['other'] })).toBe(
      true,
    );
  });
});
