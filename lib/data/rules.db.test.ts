import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  as,
  asSystem,
  change,
  failure,
  newAccount,
  newTemplate,
  patientDatabase,
} from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import { assign, matches } from '@/lib/domain/rule-match';
import type { Rule } from '@/lib/domain/rules';
import { traitsOf } from './account-rows';
import { countRules, getRules, tryRulesOn } from './rules';
import { anyAccount, anyRules, mirrorOf } from './testing/rule-worlds';

let templates: string[];

beforeAll(async () => {
  patientDatabase();
  templates = ['base', await newTemplate(), await newTemplate(), await newTemplate()];
});

/** The counts, worked out account by account as the domain says it. */
async function countedOneByOne(rules: readonly Rule[]) {
  const rows = await db().account.findMany();
  const accounts = rows.map((row) => {
    const traits = traitsOf(row);
    const matched = rules.map(({ when }) => matches(when, traits));
    return { matched, first: matched.indexOf(true), explicit: row.assignedTemplateKey !== null };
  });
  const count = (test: (one: (typeof accounts)[number]) => boolean) => accounts.filter(test).length;
  return {
    accounts: rows.length,
    explicit: count(({ explicit }) => explicit),
    rules: rules.map((_, index) => ({
      matching: count(({ matched }) => matched[index] === true),
      taking: count(({ first, explicit }) => first === index && !explicit),
      explicit: count(({ first, explicit }) => first === index && explicit),
      earlier: count(({ matched, first }) => matched[index] === true && first < index),
    })),
    default: {
      matching: count(({ first }) => first < 0),
      taking: count(({ first, explicit }) => first < 0 && !explicit),
      explicit: count(({ first, explicit }) => first < 0 && explicit),
    },
  };
}

test('the counts are what the domain says account by account', { timeout: 60_000 }, async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAccount, { minLength: 30, maxLength: 30, size: 'max' }),
      anyRules,
      async (accounts, { rules: drawn, fallback }) => {
        await change([{ op: 'rules.replace', rules: [], default: 'base' }]);
        await mirrorOf(accounts, templates);
        const keyOf = (index: number) => templates[index] ?? 'base';
        const rules = drawn.map(({ when, template }) => ({ when, template: keyOf(template) }));
        const edit = { op: 'rules.replace', rules, default: keyOf(fallback) };
        await change([edit], { context: asSystem() });
        const { revision, ...counts } = await countRules(as('support'), undefined);
        expect(revision).toBe((await getRules(as('support'), undefined)).revision);
        expect(counts).toEqual(await countedOneByOne(rules));
        taken += counts.rules.reduce((sum, { taking }) => sum + taking, 0);
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
  expect(taken).toBeGreaterThan(100);
});

test('without rules all is the default’s', async () => {
  await change([{ op: 'rules.replace', rules: [], default: 'base' }]);
  await mirrorOf([], templates);
  await newAccount();
  const counts = await countRules(as('auditor'), undefined);
  expect(counts).toMatchObject({ accounts: 1, explicit: 0, rules: [] });
  expect(counts.default).toEqual({ matching: 1, taking: 1, explicit: 0 });
});

test('the rules in force come with who decided them, in which change and why', async () => {
  const rules = [{ when: { country: ['DE'] }, template: 'base' }];
  const edit = { op: 'rules.replace', rules, default: 'base' };
  const { id } = await change([edit], { reason: 'Germany is ready' });
  const view = await getRules(as('support'), undefined);
  expect(view).toMatchObject({ rules, default: 'base' });
  expect(view.decided).toMatchObject({
    changeId: id,
    reason: 'Germany is ready',
    by: { kind: 'user', name: 'Test operator' },
  });
});

test('an account is told which rule takes it, and what it has', async () => {
  const [explicit, other] = [templates[1] ?? '', templates[2] ?? ''];
  const rules = [
    { when: { country: ['FR'] }, template: explicit },
    { when: { controller: ['express'] }, template: other },
  ];
  await change([{ op: 'rules.replace', rules, default: 'base' }]);
  const account = await newAccount({ traits: { country: 'DE' } });
  const trial = await tryRulesOn(as('support'), { account });
  expect(trial).toMatchObject({ template: other, by: 'rule', byRules: { by: 'rule' } });
  expect(trial.rules.map(({ verdict }) => verdict)).toEqual(['does_not_match', 'takes']);
  expect(trial.rules[0]?.conditions).toEqual([
    { condition: 'country', holds: false, wanted: ['FR'], actual: ['DE'] },
  ]);
  await change([{ op: 'account.assign', account, template: explicit }]);
  expect(await tryRulesOn(as('support'), { account })).toMatchObject({
    template: explicit,
    by: 'explicit',
    byRules: { template: other, by: 'rule' },
  });
  const unknown = await failure(tryRulesOn(as('support'), { account: 'acct_1Nobody' }));
  expect(unknown.code).toBe('account_not_found');
});

test('what an account is told is what it has', async () => {
  for (const { id, assignedTemplateKey, ...row } of await db().account.findMany()) {
    const rules = await getRules(as('support'), undefined);
    const expected = assign(assignedTemplateKey, rules, traitsOf(row));
    expect(await tryRulesOn(as('support'), { account: id })).toMatchObject(expected);
  }
});
