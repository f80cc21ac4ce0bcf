import { beforeEach, expect, test } from 'vitest';
import { as, change, newAccount, newTemplate } from '@/e2e/support/verbs';
import { countBreaches, getApprovals, getGuardrails } from './governance';

const RAIL = 'No instant payouts at our risk';
const rail = {
  name: RAIL,
  of: { accounts: { lossesBy: ['platform'], tag: ['guarded'] } },
  never: [{ cell: 'payouts.instant_payouts', is: 'on' }],
};
const admin = () => ({ context: as('admin') });

beforeEach(async () => {
  await change([{ op: 'guardrails.replace', guardrails: [] }], admin());
});

test('approval rules and guardrails in force come with who decided them and why', async () => {
  const rule = { name: 'Tags', when: { kinds: ['tags'] }, approvers: 0, by: 'admin' };
  const edits = [
    { op: 'approvals.replace', rules: [rule] },
    { op: 'guardrails.replace', guardrails: [rail] },
  ];
  const { id } = await change(edits, { ...admin(), reason: 'As the board wants it' });
  const [approvals, guardrails] = [
    await getApprovals(as('support'), undefined),
    await getGuardrails(as('auditor'), undefined),
  ];
  expect(approvals.rules).toEqual([rule]);
  expect(guardrails.guardrails).toEqual([rail]);
  for (const { decided } of [approvals, guardrails]) {
    expect(decided).toMatchObject({ changeId: id, reason: 'As the board wants it' });
    expect(decided.by.name).toBe('Test admin');
  }
  await change([{ op: 'approvals.replace', rules: [] }], admin());
  expect((await getApprovals(as('support'), undefined)).revision).toBe(approvals.revision + 1);
});

test('each guardrail says for how many accounts it does not hold by now', async () => {
  const on = await newTemplate({ payouts: 'on', 'payouts.instant_payouts': 'on' });
  const off = await newTemplate({ payouts: 'on', 'payouts.instant_payouts': 'off' });
  const assigned = async (template: string, tag: string) => {
    const id = await newAccount({ traits: { lossesPayments: 'stripe' } });
    await change([
      { op: 'account.assign', account: id, template },
      { op: 'account.tag', account: id, add: [tag] },
    ]);
    return id;
  };
  const accounts = [
    await assigned(on, 'guarded'),
    await assigned(on, 'guarded'),
    await assigned(on, 'other'),
    await assigned(off, 'guarded'),
    await assigned(off, 'guarded'),
  ];
  const set = { 'payouts.instant_payouts': 'on' };
  await change([{ op: 'account.override', account: accounts[4], set }]);
  const never = [{ cell: 'issuing_card', is: 'on' }];
  const guardrails = [rail, { name: 'No cards', of: { template: on }, never }];
  await change([{ op: 'guardrails.replace', guardrails }], admin());
  const broken = async () => (await countBreaches(as('support'), undefined)).broken;
  expect(await broken()).toEqual([
    { guardrail: RAIL, templates: 0, accounts: 0 },
    { guardrail: 'No cards', templates: 0, accounts: 0 },
  ]);
  // Stripe is asked by nobody before it hands losses to the platform.
  for (const id of accounts) await newAccount({ id, traits: { lossesPayments: 'application' } });
  expect(await broken()).toEqual([
    { guardrail: RAIL, templates: 0, accounts: 3 },
    { guardrail: 'No cards', templates: 0, accounts: 0 },
  ]);
});
