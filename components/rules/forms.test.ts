import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELLS } from '@/lib/domain/cells';
import {
  type ApprovalRule,
  approvalRule,
  approvalRules,
  EDIT_KINDS,
  type Guardrail,
  guardrail,
  guardrails,
} from '@/lib/domain/governance';
import { CONTROLLER_KINDS } from '@/lib/domain/traits';
import { approvalForm, approvalOf, NEW_APPROVAL } from './approval-form';
import {
  conditionForm,
  conditionOf,
  parseCapability,
  parseDomain,
  parseOneOf,
  parseTag,
} from './condition-form';
import { guardrailForm, guardrailOf, NEW_GUARDRAIL } from './guardrail-form';
import { APPROVAL_SUGGESTIONS, guardrailSuggestions } from './suggestions';

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const cells = CELLS.map(({ cell }) => cell);

const anyApproval: fc.Arbitrary<ApprovalRule> = fc.record({
  name: fc.constantFrom('One', 'Two'),
  when: fc.record(
    {
      kinds: some(...EDIT_KINDS),
      turnsOn: fc.oneof(fc.constant('money_moving' as const), some(...cells)),
      accountsOver: fc.nat(10_000_000),
    },
    { requiredKeys: [] },
  ),
  approvers: fc.constantFrom(0, 1, 2),
  by: fc.constantFrom('operator', 'admin'),
});

const anyCondition = fc.record(
  {
    country: some('DE', 'FR'),
    controller: some(...CONTROLLER_KINDS),
    capability: some('transfers', 'treasury'),
    tag: some('vip', 'a b'),
    emailDomain: some('shop.example'),
    lossesBy: some('platform' as const, 'stripe' as const),
    template: some('base', 'retail'),
  },
  { requiredKeys: [] },
);

const anyGuardrail: fc.Arbitrary<Guardrail> = fc.record({
  name: fc.constantFrom('One', 'Two'),
  of: fc.oneof(
    fc.record({ template: fc.constantFrom('base', 'retail') }),
    fc.record({ accounts: anyCondition }),
  ),
  never: fc
    .subarray(cells, { minLength: 1, maxLength: 20 })
    .map((some) => some.map((cell, index) => ({ cell, is: index % 2 ? 'on' : 'off' }) as const)),
});

describe('a form', () => {
  it('gives back the approval rule that it was filled with', () => {
    fc.assert(
      fc.property(anyApproval, (rule) => {
        const { value } = approvalOf(approvalForm(rule), []);
        expect(value).toEqual(rule);
        expect(approvalRule.parse(value)).toEqual(rule);
      }),
    );
  });

  it('gives back the guardrail that it was filled with', () => {
    fc.assert(
      fc.property(anyGuardrail, (rail) => {
        const { value } = guardrailOf(guardrailForm(rail), []);
        expect(value).toEqual(rail);
        expect(guardrail.parse(value)).toEqual(rail);
      }),
    );
  });

  it('asks for nothing where its fields are empty', () => {
    expect(conditionOf(conditionForm({}))).toEqual({});
    expect(conditionOf({ ...conditionForm({}), tag: ['vip'] })).toEqual({ tag: ['vip'] });
  });

  it('says what is wrong with which field', () => {
    const rule = { ...NEW_APPROVAL, turnsOn: 'cells' as const, accountsOver: 'many' };
    expect(Object.keys(approvalOf(rule, []).errors ?? {})).toEqual([
      'name',
      'cells',
      'accountsOver',
    ]);
    expect(approvalOf({ ...NEW_APPROVAL, name: ' One ' }, ['One']).errors).toEqual({
      name: 'Another one has this name.',
    });
    const rail = { ...NEW_GUARDRAIL, name: 'A', of: 'template' as const };
    expect(Object.keys(guardrailOf(rail, []).errors ?? {})).toEqual(['template', 'never']);
  });
});

describe('what is typed', () => {
  const options = [
    { value: 'DE', name: 'Germany' },
    { value: 'GE', name: 'Georgia' },
  ];
  it.each([
    [parseOneOf(' germany', options, 'No'), { value: 'DE' }],
    [parseOneOf('ge', options, 'No'), { value: 'GE' }],
    [parseOneOf('Atlantis', options, 'No'), { error: 'No' }],
    [parseCapability('Card payments'), { value: 'card_payments' }],
    [parseDomain('Owner@Shop.Example '), { value: 'shop.example' }],
    [parseTag(' VIP '), { value: 'VIP' }],
  ])('is taken as it is meant: %#', (parsed, expected) => {
    expect(parsed).toEqual(expected);
  });

  it.each([parseCapability('é'), parseDomain('no domain'), parseTag('')])(
    'is refused where it cannot be meant: %#',
    ({ error }) => {
      expect(error).toBeTruthy();
    },
  );
});

it('every suggestion is a rule that the door would take', () => {
  expect(approvalRules.parse(APPROVAL_SUGGESTIONS)).toEqual(APPROVAL_SUGGESTIONS);
  const suggested = guardrailSuggestions({ key: 'base', name: 'Base' });
  expect(guardrails.parse(suggested)).toEqual(suggested);
  expect(suggested.map(({ never }) => never.map(({ cell }) => cell))).toEqual([
    [
      'balances.instant_payouts',
      'payouts.instant_payouts',
      'instant_payouts_promotion.instant_payouts',
    ],
    ['issuing_card', 'issuing_cards_list'],
  ]);
});
