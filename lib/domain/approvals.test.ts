import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  allowsAt,
  applies,
  isOfPin,
  kindOf,
  missing,
  requirementOf,
  suffice,
  type Weighed,
} from './approvals';
import { COMPONENTS, featuresOf } from './catalog';
import { cellOf } from './cells';
import { type Edit, edit } from './edits';
import {
  type ApprovalRule,
  approvalRule,
  approvalRules,
  type EDIT_KINDS,
  replaceApprovals,
} from './governance';
import { MONEY_MOVING } from './money-moving';
import { outcomeOf } from './outcome';
import { parse } from './parse';
import { AT, traitsOf } from './testing/fixtures';
import { approvalBy, fromNow, PIN, requires } from './testing/lives';
import { applied, worldOfPolicy } from './testing/worlds';

const TRAITS = new Map(['acct_1', 'acct_2'].map((id) => [id, traitsOf('express')] as const));

function weighed(edits: object[], accounts = 10): Weighed {
  const world = worldOfPolicy();
  return {
    edits: edits.map((one) => parse(edit, one)),
    outcome: outcomeOf(world, applied(edits, world), { at: AT, traits: TRAITS }),
    accounts,
  };
}

const rule = (when: object, more: object = {}): ApprovalRule =>
  parse(approvalRule, { name: 'A rule', when, approvers: 1, ...more });

const overriding = (set: object) => [{ op: 'account.override', account: 'acct_1', set }];
const tagging = [{ op: 'account.tag', account: 'acct_1', add: ['vip'] }];

describe('a rule', () => {
  it.each<[string, object, object[], boolean]>([
    ['without conditions applies to everything', {}, tagging, true],
    ['of a kind', { kinds: ['tags', 'rules'] }, tagging, true],
    ['of another kind', { kinds: ['override'] }, tagging, false],
    [
      'of a cell that is turned on',
      { turnsOn: ['documents'] },
      overriding({ documents: 'on' }),
      true,
    ],
    [
      'of a cell that is turned off',
      { turnsOn: ['documents'] },
      overriding({ documents: 'off' }),
      false,
    ],
    [
      'of money',
      { turnsOn: 'money_moving' },
      overriding({ 'payments.refund_management': 'on' }),
      true,
    ],
    [
      'of money that comes with a component',
      { turnsOn: 'money_moving' },
      overriding({ payment_details: 'on' }),
      true,
    ],
    [
      'of money, where none moves',
      { turnsOn: 'money_moving' },
      overriding({ documents: 'on' }),
      false,
    ],
    ['of more accounts', { accountsOver: 9 }, tagging, true],
    ['of more accounts than there are', { accountsOver: 10 }, tagging, false],
    ['of two conditions that hold', { kinds: ['tags'], accountsOver: 9 }, tagging, true],
    ['of two conditions of which one holds', { kinds: ['tags'], accountsOver: 10 }, tagging, false],
  ])('%s', (_, when, edits, expected) => {
    expect(applies(rule(when), weighed(edits))).toBe(expected);
  });

  it.each<[string, object]>([
    ['an unknown kind', { when: { kinds: ['weather'] } }],
    ['no kind', { when: { kinds: [] } }],
    ['a kind twice', { when: { kinds: ['tags', 'tags'] } }],
    ['an unknown cell', { when: { turnsOn: ['holograms'] } }],
    ['an unknown set of cells', { when: { turnsOn: 'everything' } }],
    ['less than no accounts', { when: { accountsOver: -1 } }],
    ['three approvers', { approvers: 3 }],
    ['somebody else', { by: 'support' }],
    ['an unknown property', { until: 'tomorrow' }],
  ])('has not %s', (_, more) => {
    expect(
      approvalRule.safeParse({ name: 'A rule', when: {}, approvers: 1, ...more }).success,
    ).toBe(false);
  });

  it('has a name of its own', () => {
    expect(approvalRules.safeParse([rule({}), rule({})]).success).toBe(false);
    expect(replaceApprovals({ revision: 3, rules: [] }, [rule({})])).toEqual({
      revision: 3,
      rules: [rule({})],
    });
  });
});

describe('what a change requires', () => {
  const change = weighed(tagging);
  it('is nothing where no rule applies', () => {
    expect(requirementOf([], change)).toEqual({ approvers: 0, admins: 0, rules: [] });
    expect(requirementOf([rule({ kinds: ['rules'] })], change).approvers).toBe(0);
  });

  it('is the most that any rule asks for, and of an admin where one does', () => {
    const rules = [
      rule({}, { name: 'Two', approvers: 2 }),
      rule({}, { name: 'Admin', approvers: 1, by: 'admin' }),
      rule({}, { name: 'None', approvers: 0, by: 'admin' }),
      rule({ kinds: ['rules'] }, { name: 'Rules', approvers: 2, by: 'admin' }),
    ];
    expect(requirementOf(rules, change)).toEqual({
      approvers: 2,
      admins: 1,
      rules: ['Two', 'Admin'],
    });
  });

  it('is met by as many people, each counted once', () => {
    const anybody = fc.record({ by: fc.constantFrom('a', 'b', 'c'), admin: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 5 }), fc.nat(2), fc.nat(2), (given, n, m) => {
        const required = requires(Math.max(n, m), m);
        const approvals = given.map(({ by, admin }) =>
          approvalBy(by, { role: admin ? 'admin' : 'operator' }),
        );
        const people = ['a', 'b', 'c'].filter((who) => given.some(({ by }) => by === who)).length;
        const admins = ['a', 'b', 'c'].filter((who) =>
          given.some(({ by, admin }) => admin && by === who),
        ).length;
        expect(suffice(required, approvals)).toBe(people >= required.approvers && admins >= m);
        expect(missing(required, approvals)).toEqual({
          approvers: Math.max(0, required.approvers - people),
          admins: Math.max(0, m - admins),
        });
      }),
    );
  });
});

it('an approval is of one pin, and for its time or later', () => {
  expect([PIN, 'another', null].map((pin) => isOfPin(approvalBy('a'), pin))).toEqual([
    true,
    false,
    false,
  ]);
  const at = (notBefore: Date | null) =>
    [-1, 0, 1].map((ms) => allowsAt(approvalBy('a', { notBefore }), fromNow(ms)));
  expect(at(null)).toEqual([true, true, true]);
  expect(at(AT)).toEqual([false, true, true]);
});

it('every edit is of a kind', () => {
  expectTypeOf<ReturnType<typeof kindOf>>().toEqualTypeOf<(typeof EDIT_KINDS)[number]>();
  const kinds = [
    { op: 'template.archive', key: 'spare' },
    { op: 'template.create', key: 'new', name: 'New' },
    { op: 'template.update', key: 'spare' },
    { op: 'rules.replace', rules: [], default: 'base' },
    { op: 'approvals.replace', rules: [] },
    { op: 'guardrails.replace', guardrails: [] },
    { op: 'account.assign', account: 'acct_1', template: null },
    ...overriding({ payments: 'on' }),
    ...tagging,
  ].map((one) => kindOf(parse(edit, one) as Edit));
  expect(kinds).toEqual([
    'template',
    'template',
    'template',
    'rules',
    'governance',
    'governance',
    'assignment',
    'override',
    'tags',
  ]);
});

it('money moves by these features, on every component that has them', () => {
  const moving = [
    'refund_management',
    'dispute_management',
    'capture_payments',
    'destination_on_behalf_of_charge_management',
    'external_account_collection',
    'edit_payout_schedule',
    'standard_payouts',
    'instant_payouts',
    'send_money',
    'transfer_balance',
    'card_management',
    'cardholder_management',
    'spend_control_management',
    'card_spend_dispute_management',
  ];
  const expected = COMPONENTS.flatMap((component) =>
    featuresOf(component)
      .filter((feature) => moving.includes(feature))
      .map((feature) => cellOf(component, feature)),
  );
  const alone = [
    'terminal_hardware_shop',
    'capital_financing',
    'capital_financing_application',
    'capital_financing_promotion',
    'recipients',
  ];
  expect([...MONEY_MOVING].sort()).toEqual([...expected, ...alone].sort());
});
