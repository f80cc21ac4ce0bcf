import { expect, it } from 'vitest';
import type { ApprovalRule, Guardrail } from '../governance';
import { verdictsOf } from '../rule-match';
import type { RuleCondition } from '../rules';
import { traitsOf } from '../testing/fixtures';
import { approvalSentence, guardrailSentence, ruleWords, verdictWords } from './rules';

it('says a rule with names', () => {
  const when = { country: ['DE', 'FR', 'NL'], capability: ['card_issuing'] };
  expect(ruleWords({ when, template: 'retail' }, () => 'Retail')).toBe(
    'the country is Germany, France or Netherlands and the capability card_issuing is active → Retail',
  );
});

it.each<[when: RuleCondition, words: string]>([
  [{ country: ['FR'] }, 'the country is Germany, not France'],
  [{ country: ['FR', 'DE'] }, 'the country is Germany'],
  [{ controller: ['custom', 'standard'] }, 'the controller is Express, not Custom or Standard'],
  [{ capability: ['treasury'] }, 'the capability treasury is not active'],
  [{ capability: ['treasury', 'transfers'] }, 'the capability transfers is active'],
  [{ tag: ['vip', 'beta'] }, 'not tagged vip or beta'],
  [{ emailDomain: ['a.example'] }, 'the email is at shop.example, not a.example'],
])('says why a condition is met or not: %j', (when, words) => {
  const shop = traitsOf('express', {
    country: 'DE',
    email: 'me@shop.example',
    capabilities: { transfers: 'active' },
  });
  expect(verdictsOf(when, shop).map(verdictWords)).toEqual([words]);
});

it('says so where the account has nothing to compare', () => {
  const nobody = traitsOf('express', { country: null, email: null });
  const when = { country: ['FR'], emailDomain: ['a.example'] };
  expect(verdictsOf(when, nobody).map(verdictWords)).toEqual([
    'the country is not known',
    'there is no email address',
  ]);
});

it.each<[rule: Omit<ApprovalRule, 'name'>, words: string]>([
  [{ when: {}, approvers: 1, by: 'operator' }, 'Every change needs 1 approval.'],
  [
    { when: { turnsOn: 'money_moving' }, approvers: 1, by: 'admin' },
    'Anything that turns on something that moves money needs 1 approval by an admin.',
  ],
  [
    { when: { kinds: ['template', 'override'], accountsOver: 1000 }, approvers: 2, by: 'admin' },
    'A change of templates or overrides that touches more than 1,000 accounts needs 2 approvals by admins.',
  ],
  [
    {
      when: { kinds: ['tags'], turnsOn: ['payouts.instant_payouts'] },
      approvers: 0,
      by: 'operator',
    },
    'A change of tags that turns on “Payouts, Instant payouts” needs no approval.',
  ],
])('says an approval rule in a sentence: %j', (rule, words) => {
  expect(approvalSentence(rule)).toBe(words);
});

it.each<[guardrail: Pick<Guardrail, 'of' | 'never'>, words: string]>([
  [
    {
      of: { accounts: { lossesBy: ['platform'] } },
      never: [{ cell: 'payouts.instant_payouts', is: 'on' }],
    },
    'An account where losses are borne by the platform never has “Payouts, Instant payouts” on.',
  ],
  [
    { of: { accounts: {} }, never: [{ cell: 'notification_banner', is: 'off' }] },
    'An account never has “Notification banner” off.',
  ],
  [
    { of: { template: 'base' }, never: [{ cell: 'documents', is: 'on' }] },
    'The template Base never turns “Documents” on.',
  ],
  [
    {
      of: { template: 'base' },
      never: [
        { cell: 'documents', is: 'on' },
        { cell: 'notification_banner', is: 'off' },
        { cell: 'issuing_card', is: 'on' },
      ],
    },
    'The template Base never turns “Documents” or “Issued card” on, or “Notification banner” off.',
  ],
])('says a guardrail in a sentence: %j', (guardrail, words) => {
  expect(guardrailSentence(guardrail, () => 'Base')).toBe(words);
});
